-- From schema 4 to 5: entries may seal the chains of receipts and of kept files, whose ends are noted in
-- the own unit's row; caches have constraints. An older program refuses by this number what it would
-- not check. Each table is written with the words of schema.sql, for `verify` compares them. Receipts of before
-- schema 2 get their digests from the program after this.

alter table unit rename to unit_4;
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

insert into unit (id, ledger_id, code, name, received, aside)
    select id, ledger_id, code, name, received, aside from unit_4;
drop table unit_4;

create unique index unit_living on unit (ledger_id) where aside is null;
create index unit_by_code on unit (coalesce(code, name)) where aside is null;

drop index task_by_year;
drop index task_open_by_due;
drop index task_by_standing;
alter table task rename to task_4;
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

insert into task (
    id, unit, number, year, subject, status, due, term, dept, lead, owner, source, theme,
    external, dimension, problem, detail, deadline, target, outcome, reason, next_step, wording,
    wording_entry, note, prior, origin_document, origin_paragraph, next_check, status_on,
    verifier, basis, register, merged_into, raised_on, latest_on, last_entry, co_depts, examples,
    measures, progress, evidence, extensions, rejected, returns, reopenings, raised_entry,
    outcome_institutions
) select
    id, unit, number, year, subject, status, due, term, dept, lead, owner, source, theme,
    external, dimension, problem, detail, deadline, target, outcome, reason, next_step, wording,
    wording_entry, note, prior, origin_document, origin_paragraph, next_check, status_on,
    verifier, basis, register, merged_into, raised_on, latest_on, last_entry, co_depts, examples,
    measures, progress, evidence, extensions, rejected, returns, reopenings, raised_entry,
    outcome_institutions
from task_4;
drop table task_4;

create index task_by_year on task (unit, year, number);
create index task_open_by_due on task (unit, due, id)
    where due is not null and status in ('not_started', 'in_progress', 'mostly_done');
-- Covers what `stats` counts, so that no text page is read.
create index task_by_standing on task (unit, year, status, term, due, latest_on);
