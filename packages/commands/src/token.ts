export interface Token {
  /**
   * `equals` is a weak arrow (`:`, `=`, `>`), `back` an arrow to the left, `swap` one in both directions; `stop` ends
   * a sentence.
   */
  type:
    | 'word'
    | 'quoted'
    | 'arrow'
    | 'back'
    | 'swap'
    | 'equals'
    | 'comma'
    | 'plus'
    | 'stop'
    | 'bang'
    | 'hash'
    | 'bracket';
  /** For `quoted` and `bracket`, what is inside; without runs of spaces and invisible marks, in Unicode form NFC. */
  text: string;
  /** UTF-16 offsets into the command, end exclusive. */
  start: number;
  end: number;
  /** Of a word that is an exact color, such as `#ff0000` or `crimson`: `#rrggbb`. */
  color?: string;
  /** Of the words of an emoji's name. */
  emoji?: 'sign' | 'face';
}
