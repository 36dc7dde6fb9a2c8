-- The whole present schema of a ledger. `entry`, `blob` and `receipt` are the truth; every other
-- table is a cache that `ledger verify` rebuilds from the entries and compares.
--
-- A key `id` packs two numbers: unit × 2^32 + sequence (entry) or number (task).
-- Days are ISO text; lists are JSON arrays; what is empty is null.

-- Units held here: the own unit is 1, gathered ones follow and are read-only. `received` is when the
-- latest packet of a gathered unit came, `aside` why a history is kept without its tasks
-- (`diverged`, `replaced`); both are null for the own unit.
create table unit (
    id        integer primary key,
    ledger_id text not null,
    code      text,
    name      text not null default '',
    received  text,
    aside     text
) strict;

create unique index unit_living on unit (ledger_id) where aside is null;
create index unit_by_code on unit (coalesce(code, name)) where aside is null;

-- The append-only history. `body` is the exact text that is hashed, digest = SHA-256(previous
-- digest ‖ body); the other columns are copies for finding it.
create table entry (
    id       integer primary key,
    unit     integer not null references unit (id),
    sequence integer not null,
    task     integer,
    at       text not null,
    who      text not null,
    kind     text not null,
    body     text not null,
    digest   blob not null
) strict;

create index entry_of_task on entry (unit, task, sequence);

create trigger entry_is_never_changed before update on entry
begin select raise(abort, 'history is append-only'); end;

create trigger entry_is_never_removed before delete on entry
begin select raise(abort, 'history is append-only'); end;

create trigger entry_is_never_replaced before insert on entry
when exists (select 1 from entry where id = new.id)
begin select raise(abort, 'history is append-only'); end;

-- Bytes of evidence and documents by their digest; null when expunged.
create table blob (
    id     integer primary key,
    sha256 blob not null unique,
    size   integer not null,
    bytes  blob
) strict;

-- Sheets sent out and returned, backups made. `digest` chains a receipt to the one before it; null
-- in those written before schema 2.
create table receipt (
    id     integer primary key,
    at     text not null,
    kind   text not null,
    dept   text not null,
    sheet  text not null,
    detail text not null,
    digest blob
) strict;

-- One row per task: the fold of its entries.
create table task (
    id               integer primary key,
    unit             integer not null references unit (id),
    number           integer not null,
    year             integer not null,
    subject          text not null,
    status           text not null,
    due              text,
    term             text,
    dept             text,
    lead             text,
    owner            text,
    source           text,
    theme            text,
    external         text,
    dimension        text,
    problem          text not null,
    detail           text,
    deadline         text,
    target           text,
    outcome          text,
    reason           text,
    next_step        text,
    wording          text,
    wording_entry    integer,
    note             text,
    prior            integer,
    origin_document  text,
    origin_paragraph integer,
    next_check       text,
    status_on        text,
    verifier         text,
    basis            text,
    register         text,
    merged_into      integer,
    raised_on        text not null,
    latest_on        text,
    last_entry       integer not null,
    co_depts         text,
    examples         text,
    measures         text,
    progress         text,
    evidence         text,
    extensions       text,
    rejected         text,
    returns          text,
    reopenings       text,
    raised_entry     integer not null,
    outcome_institutions text
) strict;

create index task_by_year on task (unit, year, number);
create index task_open_by_due on task (unit, due, id)
    where due is not null and status in ('not_started', 'in_progress', 'mostly_done');
-- Covers what `stats` counts, so that no text page is read.
create index task_by_standing on task (unit, year, status, term, due, latest_on);
