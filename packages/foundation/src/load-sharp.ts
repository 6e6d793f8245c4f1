/** Loads sharp when the first picture is read or written: programs that only print help do not wait for it. */
export async function loadSharp(): Promise<typeof import('sharp').default> {
  return (await import('sharp')).default;
}
