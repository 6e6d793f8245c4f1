import { say } from '../state/language.js';
import { isDownloadOpen } from '../state/panels.js';
import { result, shown } from '../state/run.js';
import { Icon } from './icon.js';

/** The result as a file, and everything else that belongs to an edit. */
export function Download() {
  const [edit, made] = [shown.value, result.value];
  return (
    <div class="group menu">
      <button
        type="button"
        class="tool wide"
        disabled={!made}
        aria-expanded={isDownloadOpen.value}
        aria-controls="downloads"
        onClick={() => {
          isDownloadOpen.value = !isDownloadOpen.peek();
        }}
      >
        <Icon name="download" />
        <span>{say('download')}</span>
      </button>
      {edit && made && (
        <ul id="downloads" class="floating" hidden={!isDownloadOpen.value}>
          <Link url={made.url} text={say('download-result')} />
          <Link url={`/v1/edits/${edit.id}/sheet`} text={say('download-sheet')} />
          {edit.masks.map(({ edit: index, url }) => (
            <Link
              key={url}
              url={url}
              text={say('download-mask', { edit: edit.edits[index]?.canonical ?? String(index) })}
            />
          ))}
          <Link url={`/v1/edits/${edit.id}/maskset`} text={say('download-masks')} />
          <Link url={`/v1/edits/${edit.id}/recipe`} text={say('download-recipe')} />
        </ul>
      )}
    </div>
  );
}

/** The server says what a file is called. */
function Link({ url, text }: { url: string; text: string }) {
  return (
    <li>
      <a href={url} download>
        {text}
      </a>
    </li>
  );
}
