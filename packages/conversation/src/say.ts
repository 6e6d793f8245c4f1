import type { FluentVariable } from '@fluent/bundle';

/** Texts of one language. */
export type Say = (id: string, variables?: Record<string, FluentVariable>) => string;
