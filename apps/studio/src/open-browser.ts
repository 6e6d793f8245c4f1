import open from 'open';

/** Opens the studio in the user's browser, which shows the token once; nothing happens on a machine without one. */
export async function openBrowser(url: string, token: string | undefined): Promise<void> {
  const secret = token?.replace(/^[^=]*=/, '');
  const address = secret === undefined ? url : `${url}/#token=${encodeURIComponent(secret)}`;
  // The address is printed: whoever has no browser here opens it elsewhere.
  const child = await open(address).catch(() => undefined);
  child?.once('error', () => {});
  child?.unref();
}
