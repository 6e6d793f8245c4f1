import { effect } from '@preact/signals';
import { render } from 'preact';
import type { LinkedEdit } from '../src/contract.js';
import { listen } from './api/events.js';
import { needsToken } from './api/request.js';
import { App } from './app.js';
import { listenToFiles } from './files.js';
import { listenToKeys } from './keys.js';
import { applyAppearance } from './state/appearance.js';
import { forget, learn, readHistory } from './state/edits.js';
import { findWhileTyping } from './state/find.js';
import { language, speak } from './state/language.js';
import { openLinked, useLink } from './state/link.js';
import { showResults } from './state/reveal.js';
import { sendWhenBack } from './state/run.js';
import { connect, isOnline, waitForServer } from './state/server.js';
import { followCommand } from './state/slots.js';
import { learnWords } from './state/speech.js';
import { beginWindow, keepWindow, restoreWindow } from './state/window.js';
import { readWhileTyping } from './state/words.js';

applyAppearance();
speak();
render(<App />, document.getElementById('app')!);
listenToKeys();
listenToFiles();
followCommand();
learnWords(() => language.value);
readWhileTyping(() => language.value);
findWhileTyping(() => language.value);
showResults();
sendWhenBack();
void begin();

async function begin(): Promise<void> {
  const linked = await useLink();
  await connect();
  if (needsToken.value) {
    const stop = effect(() => {
      if (needsToken.value) return;
      queueMicrotask(() => stop());
      void work();
    });
  } else await work(linked);
}

async function work(linked?: LinkedEdit): Promise<void> {
  listen({
    edit: learn,
    deleted: ({ id }) => forget(id),
    online: (isThere) => {
      if (isThere) isOnline.value = true;
      else void waitForServer();
    },
  });
  // what happened while the server or this window was away
  effect(() => {
    if (isOnline.value) void readHistory().catch(waitForServer);
  });
  if (linked) {
    beginWindow();
    await openLinked(linked);
  } else await restoreWindow();
  keepWindow();
}
