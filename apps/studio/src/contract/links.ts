// Links that open one edit for somebody without a token, and the sessions that begin with them.

/**
 * `POST /v1/links`: a form with `picture` (a file), `command`, `language` if it is not English, and masks as files called
 * `mask[0]` or `mask[hat]`. 201.
 */
export interface LinkAnswer {
  /** Opens the studio with what was sent, once. Whoever has it may use it. */
  url: string;
  /** ISO 8601. */
  expires: string;
}

/** `POST /v1/session` with a link instead of a token: begins the session of a guest. */
export interface LinkRequest {
  /** What stands behind `#link=` in the address. */
  link: string;
}

export interface SessionAnswer {
  user: string;
  /** Of a session that began with a link. */
  open?: LinkedEdit;
}

/** What a link opens. */
export interface LinkedEdit {
  /** Id of the picture. */
  picture: string;
  /** In canonical form. */
  command: string;
  /** By the index of their edit; `mask` is the id of a picture: 8-bit gray, white inside, of the picture's size. */
  masks: { edit: number; mask: string }[];
}
