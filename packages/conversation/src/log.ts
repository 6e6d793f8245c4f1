/** What a conversation logs to; a service's log is one. */
export interface Log {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
