/** Packs that are being pulled lie here, inside the folder of packs. */
export const PULLING = '.pulling';
