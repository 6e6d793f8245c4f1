/** What a check found. */
export interface Finding {
  what: string;
  /** `ok`; `none`: not here, and nothing needs it; `wrong`: in the way of an edit. */
  status: 'ok' | 'none' | 'wrong';
  found: string;
  /** What to do about it. */
  todo?: string;
  /** The figures behind it, for scripts. */
  data?: Record<string, unknown>;
}

/** A check whose failure is a finding, too. */
export async function attempt(
  what: string,
  check: () => Promise<Omit<Finding, 'what' | 'status'>>,
  todo?: string,
): Promise<Finding> {
  try {
    return { what, status: 'ok', ...(await check()) };
  } catch (error) {
    const { message, hint, code } = error as Error & { hint?: string; code?: string };
    return {
      ...{ what, status: 'wrong', found: message, todo: todo ?? hint ?? 'Please report it.' },
      ...(code !== undefined && { data: { code } }),
    };
  }
}
