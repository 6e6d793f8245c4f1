// Writes docs/decisions/README.md from the decisions beside it; with `--check`, only says whether it is as it should be.
// Each decision begins with `# NNN: Title` and, on the third line, `*DATE · STATUS*`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'docs/decisions';
const INDEX = `${FOLDER}/README.md`;
const HEAD = /^# (?<number>\d{3}): (?<title>.+)\n\n\*(?<date>\d{4}-\d{2}-\d{2}) · (?<status>.+)\*\n/;

const rows = readdirSync(FOLDER)
  .filter((name) => /^\d/.test(name))
  .sort()
  .map((name) => {
    const head = HEAD.exec(readFileSync(`${FOLDER}/${name}`, 'utf8'))?.groups;
    if (head?.number !== name.slice(0, 3)) {
      console.error(
        `${FOLDER}/${name} should begin with "# NNN: Title", an empty line, "*YYYY-MM-DD · status*".`,
      );
      process.exit(1);
    }
    return `| [${head.number}](${name}) | ${head.title} | ${head.date} | ${head.status} |`;
  });

const numbers = rows.map((row) => row.slice(3, 6));
const twice = numbers.find((number, i) => numbers.indexOf(number) !== i);
if (twice !== undefined) {
  console.error(`Two decisions have the number ${twice}: give the later one the next free number.`);
  process.exit(1);
}

const index = `# Decisions

What someone would question later, and why it is so. A decision that no longer holds stays, and its status names the one in its place. \`npm run decisions\` writes this page.

| | decision | date | status |
| --- | --- | --- | --- |
${rows.join('\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(INDEX, index);
else if (readFileSync(INDEX, 'utf8') !== index) {
  console.error(`${INDEX} is not what the decisions say: run "npm run decisions".`);
  process.exit(1);
}
