-- From schema 3 to 4: a task keeps the institutions (制度成果) that its outcome tells of; notes hold theirs. Entries may
-- hold them, and how a note is told in a text handed up (报送): an older program refuses them by this number.
-- The table is written with the words of schema.sql, for `verify` compares them; what older notes tell is
-- read by the program after this.

drop index task_by_year;
drop index task_open_by_due;
drop index task_by_standing;
alter table task rename to task_3;
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

insert into task (
    id, unit, number, year, subject, status, due, term, dept, lead, owner, source, theme,
    external, dimension, problem, detail, deadline, target, outcome, reason, next_step, wording,
    wording_entry, note, prior, origin_document, origin_paragraph, next_check, status_on,
    verifier, basis, register, merged_into, raised_on, latest_on, last_entry, co_depts, examples,
    measures, progress, evidence, extensions, rejected, returns, reopenings, raised_entry
) select
    id, unit, number, year, subject, status, due, term, dept, lead, owner, source, theme,
    external, dimension, problem, detail, deadline, target, outcome, reason, next_step, wording,
    wording_entry, note, prior, origin_document, origin_paragraph, next_check, status_on,
    verifier, basis, register, merged_into, raised_on, latest_on, last_entry, co_depts, examples,
    measures, progress, evidence, extensions, rejected, returns, reopenings, raised_entry
from task_3;
drop table task_3;

create index task_by_year on task (unit, year, number);
create index task_open_by_due on task (unit, due, id)
    where due is not null and status in ('not_started', 'in_progress', 'mostly_done');
-- Covers what `stats` counts, so that no text page is read.
create index task_by_standing on task (unit, year, status, term, due, latest_on);
