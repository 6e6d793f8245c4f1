import { lines } from './words.js';

/** Words before a request that ask for nothing themselves. */
export const LEADING_FILLERS = lines(`
  please
  pls
  plz
  kindly
  just
  only
  simply
  hi
  hello
  hey
  hi there
  ok
  okay
  so
  now
  also
  then
  next
  finally
  first
  firstly
  secondly
  after that
  let's
  lets
  thanks
  thank you
  thx
  can you
  could you
  would you
  will you
  can we
  could we
  can you please
  could you please
  would you please
  would you mind
  do you mind
  i want you to
  i need you to
  i'd like you to
  i would like you to
  i want to
  i need to
  i'd like to
  i would like to
  we want to
  try to
  try
  go ahead
  help me
  help me to
  dear bot
`);

/** Words behind a request that ask for nothing themselves. */
export const TRAILING_FILLERS = lines(`
  please
  pls
  plz
  kindly
  thanks
  thank you
  thank you very much
  many thanks
  thx
  ty
  now
  instead
  too
  as well
  for me
  if possible
  if you can
  right now
  asap
  lol
  haha
  lmao
  xd
  ok
  okay
  then
  in the picture
  in this picture
  in my picture
  from the picture
  from this picture
  from my picture
  of the picture
  of this picture
  in the image
  in this image
  from the image
  from this image
  of the image
  in the photo
  in this photo
  in my photo
  from the photo
  from this photo
  of the photo
  in the pic
  in this pic
  from the pic
`);

/** `i want the hat to be red` is a wish whose verb comes after these words. */
export const WISHERS: readonly string[][] = [
  'i would like',
  "i'd like",
  'i’d like',
  'i want',
  'i need',
  'we want',
  'let',
  'have',
].map((phrase) => phrase.split(' '));

/** The longest entry above, in words. */
export const LONGEST_FILLER = 5;
