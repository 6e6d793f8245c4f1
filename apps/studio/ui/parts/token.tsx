import { useState } from 'preact/hooks';
import { RequestError } from '../api/request.js';
import { say } from '../state/language.js';
import { cameByLink } from '../state/link.js';
import { pictureError } from '../state/picture.js';
import { sayError } from '../state/say-error.js';
import { beginSession, connect } from '../state/server.js';

/** Why a link does not open, or no longer. */
function whyHere(): string {
  if (pictureError.value) return sayError(pictureError.value);
  return cameByLink() ? say('session-over') : '';
}

/** Asks for the token that the server was started with. */
export function Token() {
  const [isWrong, setWrong] = useState(false);
  const enter = async (token: string) => {
    try {
      await beginSession(token);
      await connect();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setWrong(true);
    }
  };
  return (
    <main class="token">
      <h1>Dualedit</h1>
      {whyHere() !== '' && <p role="alert">{whyHere()}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void enter(String(new FormData(event.currentTarget).get('token')));
        }}
      >
        <label for="token">{say('token')}</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required />
        <button type="submit" class="run">
          {say('token-enter')}
        </button>
        <p role="alert" class="wrong-text">
          {isWrong && say('token-wrong')}
        </p>
      </form>
    </main>
  );
}
