import { say } from '../state/language.js';
import { isDownloadOpen } from '../state/panels.js';
import { picture } from '../state/picture.js';
import { result, shown } from '../state/run.js';
import { Icon } from './icon.js';

/** The result as a file, and everything else that belongs to an edit. */
export function Download() {
  const [edit, made] = [shown.value, result.value];
  const base = (picture.value?.name ?? 'picture').replace(/\.\w+$/, '');
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
          <Link url={made.url} name={`${base}.edited`} text={say('download-result')} />
          <Link
            url={`/v1/edits/${edit.id}/sheet`}
            name={`${base}.before-after.png`}
            text={say('download-sheet')}
          />
          {edit.masks.map(({ edit: index, url }) => (
            <Link
              key={url}
              url={url}
              name={`${base}.${edit.edits[index]?.source ?? index}-mask.png`}
              text={say('download-mask', { edit: edit.edits[index]?.canonical ?? String(index) })}
            />
          ))}
          <Link
            url={`/v1/edits/${edit.id}/recipe`}
            name={`${base}.recipe.json`}
            text={say('download-recipe')}
          />
        </ul>
      )}
    </div>
  );
}

function Link({ url, name, text }: { url: string; name: string; text: string }) {
  return (
    <li>
      <a href={url} download={name}>
        {text}
      </a>
    </li>
  );
}
