-- The whole present schema of a ledger. `entry`, `blob` and `receipt` are the truth; every other
-- table is a cache that `ledger verify` rebuilds from the entries and compares.
--
-- Constraints stand on caches only, and none that a fold could break: what is too long or makes no
-- sense is refused when it is entered.
--
-- A key `id` packs two numbers: unit × 2^32 + sequence (entry) or number (task).
-- Days are ISO text; lists are JSON arrays; what is empty is null.

-- Units held here: the own unit is 1, gathered ones follow and are read-only. `received` is when the
-- latest packet of a gathered unit came, `aside` why a history is kept without its tasks
-- (`diverged`, `replaced`); both are null for the own unit. Its row notes what its entries sealed last:
-- number of the last receipt, number and chained digest of the last kept file.
create table unit (
    id         integer primary key check (id between 1 and 2147483647),
    ledger_id  text not null,
    code       text,
    name       text not null default '',
    received   text,
    aside      text check (aside in ('diverged', 'replaced')),
    receipts   integer not null default 0 check (receipts >= 0),
    files      integer not null default 0 check (files >= 0),
    files_head blob check (files = 0 or length(files_head) = 32),
    check (id = 1 or received is not null and receipts = 0 and files = 0 and files_head is null),
    check (id <> 1 or code is null and name = '' and received is null and aside is null)
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

-- Bytes of evidence and documents by their digest; null when expunged. Numbers and digests are
-- chained in the order in which they came, and every entry seals the end of that chain.
create table blob (
    id     integer primary key,
    sha256 blob not null unique,
    size   integer not null,
    bytes  blob
) strict;

-- Sheets sent out and returned, backups made. `digest` chains a receipt to the one before it, and
-- every entry seals the end of that chain.
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
    outcome_institutions text,
    check (number between 0 and 4294967295 and id = unit * 4294967296 + number),
    check (status in ('not_started', 'in_progress', 'mostly_done', 'done', 'applied', 'closed', 'void')),
    check (term in ('date', 'immediate', 'long_term') and (term = 'date') = (due is not null)
        or term is null and due is null)
) strict;

create index task_by_year on task (unit, year, number);
create index task_open_by_due on task (unit, due, id)
    where due is not null and status in ('not_started', 'in_progress', 'mostly_done');

-- The tasks of the rows above as counts see them, on any day: 32 of a unit in a row, whose key is that of
-- the first (`crates/store/src/standing/` says how the bytes are read).
create table standing (
    id      integer primary key,
    courses blob not null
) strict;
