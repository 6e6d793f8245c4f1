/** What a request may hold, whatever the server was started with. */
export const MOST_VARIANTS = 8;
export const LONGEST_COMMAND = 2000;
