const RESTRICTIONS =
  'except as its attachment restricts; whoever passes the model on, or offers it as a service, passes the restrictions on';

/** What a licence asks, in a sentence each, of those that such models carry. */
const MEANINGS: Readonly<Record<string, string>> = {
  'creativeml-openrail-m': `it may be used, commercially too, ${RESTRICTIONS}`,
  openrail: `it may be used, ${RESTRICTIONS}`,
  'openrail++': `it may be used, commercially too, ${RESTRICTIONS}`,
  'apache-2.0': 'it may be used and passed on freely, with its notices',
  'sai-nc-community':
    'it may be used for research and personal use, not commercially, which takes another licence of its authors',
  mit: 'it may be used and passed on freely, with its notice',
};

/** A licence in words for whoever is about to use the model: no advice, and no substitute for its text. */
export function explainLicence(licence: string | undefined): string {
  if (licence === undefined) return 'It states no licence: ask its authors before more than trying it.';
  const meaning = MEANINGS[licence];
  return meaning
    ? `Its licence is ${licence}: ${meaning}.`
    : `Its licence is ${licence}: read it in the model’s card.`;
}
