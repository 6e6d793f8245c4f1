/** The front end that the studio's users are of. */
export const FRONT_END = 'studio';
