import type { Job } from '@dualedit/jobs';
import type { CallbackQuery, Message } from 'grammy/types';
import type { Person } from '../person.js';

/** A press of a button under a job's message. */
export interface Pressed {
  query: CallbackQuery;
  message: Message;
  person: Person;
  job: Job;
}
