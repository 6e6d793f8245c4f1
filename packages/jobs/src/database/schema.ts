import { DualeditError } from '@dualedit/foundation';
import type { Database } from './database.js';

/** Statements that bring a database from each version to the next; what was released is never changed. */
const MIGRATIONS: readonly string[] = [
  `
  create table dualedit.job (
    id uuid primary key,
    front_end text not null,
    owner text not null,
    key text,
    address jsonb not null,
    command text not null,
    edits jsonb not null,
    options jsonb not null,
    priority smallint not null,
    turn integer not null,
    state text not null default 'queued',
    fraction real not null default 0,
    stage text,
    eta_seconds real,
    preview integer not null default 0,
    cancelling boolean not null default false,
    claim uuid,
    worker text,
    failed_tries jsonb not null default '[]',
    error jsonb,
    result jsonb,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    pictures_until timestamptz,
    delivery text,
    delivery_claim uuid,
    delivery_note jsonb,
    unique (front_end, key)
  );
  create index on dualedit.job (front_end, owner, created_at);
  create index on dualedit.job (priority, turn) where state in ('queued', 'masks', 'editing');
  create index on dualedit.job (finished_at);

  create table dualedit.picture (
    job uuid not null references dualedit.job on delete cascade,
    role text not null,
    index smallint not null,
    format text not null,
    bytes bytea not null,
    primary key (job, role, index)
  );

  -- Who asked in the last hour. It outlasts the jobs, or deleting them would undo the limit.
  create table dualedit.tally (front_end text not null, owner text not null, at timestamptz not null default now());
  create index on dualedit.tally (front_end, owner);

  -- How far the taking of turns is, for each priority.
  create table dualedit.turn (priority smallint primary key, reached integer not null);

  create table dualedit.rule (
    front_end text not null,
    subject text not null,
    rule text not null,
    note text not null,
    since timestamptz not null default now(),
    primary key (front_end, subject)
  );

  create table dualedit.worker (
    id uuid primary key,
    name text not null,
    host text not null,
    pid integer not null,
    device text not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    job uuid,
    draining boolean not null default false
  );

  create table dualedit.pause (one boolean primary key default true check (one), reason text not null);
  `,
  `
  create table dualedit.note (
    front_end text not null,
    owner text not null,
    name text not null,
    value jsonb not null,
    until timestamptz,
    primary key (front_end, owner, name)
  );
  create index on dualedit.note (until);
  `,
  `
  -- The bytes of a picture are not in its row, since deleting a row leaves them on the disk. See decision 018.
  alter table dualedit.picture rename to old_picture;
  create table dualedit.picture (
    job uuid not null references dualedit.job on delete cascade,
    role text not null,
    index smallint not null,
    format text not null,
    content uuid not null unique,
    size integer not null,
    primary key (job, role, index)
  );

  -- The shape of the tables in dualedit_pictures, one for each job; itself empty.
  create table dualedit.content (content uuid not null, bytes bytea not null);
  alter table dualedit.content alter bytes set storage external;
  create schema if not exists dualedit_pictures;

  -- Contents that no picture has any more.
  create table dualedit.trash (content uuid primary key, job uuid not null);
  create function dualedit.discard() returns trigger language plpgsql as
    $$ begin insert into dualedit.trash values (old.content, old.job); return null; end $$;
  create trigger discard after delete or update of content on dualedit.picture
    for each row execute function dualedit.discard();

  -- One row for each deletion that is to be erased from the disk as well.
  create table dualedit.erasure (id bigint primary key generated always as identity);

  -- Older programs write their own version when they open a newer store.
  create function dualedit.keep_version() returns trigger language plpgsql as
    $$ begin if new.version < old.version then raise exception 'A newer Dualedit has opened these jobs.'; end if; return new; end $$;
  create trigger keep_version before update on dualedit.version
    for each row execute function dualedit.keep_version();

  -- Statistics of a column are copies of what users wrote.
  alter table dualedit.job
    alter owner set statistics 0, alter key set statistics 0, alter address set statistics 0,
    alter command set statistics 0, alter edits set statistics 0, alter options set statistics 0,
    alter error set statistics 0, alter result set statistics 0, alter failed_tries set statistics 0,
    alter delivery_note set statistics 0;
  alter table dualedit.note alter owner set statistics 0, alter value set statistics 0;
  alter table dualedit.tally alter owner set statistics 0;
  `,
  `
  -- Where each request of the last day was asked, for what a place may ask for in a day.
  alter table dualedit.tally add column places text[] not null default '{}';
  alter table dualedit.tally alter places set statistics 0;
  create index on dualedit.tally using gin (places);

  -- A rule of a place's own administrators names that place; a rule may end by itself.
  alter table dualedit.rule add column place text not null default '', add column until timestamptz;
  update dualedit.rule set place = split_part(note, ' ', 1),
    note = trim(substr(note, length(split_part(note, ' ', 1)) + 1))
  where note like 'guild:%';

  -- What a place, a role or a person may ask for. Absent values follow the operator's limits.
  create table dualedit.quota (
    front_end text not null,
    subject text not null,
    place text not null,
    each_hour integer,
    each_day integer,
    cooldown_seconds integer,
    all_day integer,
    primary key (front_end, subject)
  );

  create table dualedit.banned (
    front_end text not null,
    place text not null,
    locale text not null,
    phrase text not null,
    primary key (front_end, place, locale, phrase)
  );

  -- Who of those in charge did what.
  create table dualedit.audit (
    id bigint primary key generated always as identity,
    at timestamptz not null default now(),
    front_end text not null,
    place text not null,
    actor text not null,
    action text not null,
    about text not null,
    note text not null
  );
  create index on dualedit.audit (front_end, at);
  alter table dualedit.audit alter actor set statistics 0, alter about set statistics 0, alter note set statistics 0;
  `,
];

/**
 * Creates what is missing. @throws DualeditError `jobs-too-new`
 * Not for several processes at once, as `if not exists` does not keep two of them from
 * creating the same: see `Database.alone`.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query('create schema if not exists dualedit');
    await sql.query(
      'create table if not exists dualedit.version (one boolean primary key default true, version integer not null)',
    );
    const [row] = await sql.query<{ version: number }>('select version from dualedit.version');
    const from = row?.version ?? 0;
    if (from > MIGRATIONS.length) throw tooNew(from);
    for (const step of MIGRATIONS.slice(from)) {
      for (const statement of step.split(/;\s*\n/).filter((text) => text.trim() !== ''))
        await sql.query(statement);
    }
    await sql.query(
      `insert into dualedit.version (version) values ($1) on conflict (one) do update set version = excluded.version`,
      [MIGRATIONS.length],
    );
  });
}

function tooNew(version: number): DualeditError {
  return new DualeditError({
    code: 'jobs-too-new',
    message: `Expected stored jobs of version ${MIGRATIONS.length} or older but received version ${version}.`,
    hint: 'A newer Dualedit has opened them; update this one.',
    received: version,
  });
}
