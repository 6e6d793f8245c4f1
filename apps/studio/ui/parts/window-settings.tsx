import { APPEARANCES, type Appearance, appearance } from '../state/appearance.js';
import { LANGUAGES, type Language, language, say } from '../state/language.js';
import { Row } from './setting-row.js';

/** Settings of this browser alone: language and appearance. */
export function WindowSettings() {
  return (
    <>
      <Row name={say('language')}>
        {(id) => (
          <select
            id={id}
            value={language.value}
            onChange={(event) => {
              language.value = event.currentTarget.value as Language;
            }}
          >
            {Object.entries(LANGUAGES).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Row>
      <Row name={say('appearance')}>
        {(id) => (
          <select
            id={id}
            value={appearance.value}
            onChange={(event) => {
              appearance.value = event.currentTarget.value as Appearance;
            }}
          >
            {APPEARANCES.map((one) => (
              <option key={one} value={one}>
                {say(`appearance-${one}`)}
              </option>
            ))}
          </select>
        )}
      </Row>
    </>
  );
}
