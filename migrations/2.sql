-- From schema 1 to 2: units keep when they were gathered and which histories were set aside,
-- receipts are chained, indexes cover what is counted per unit.
-- Each table is written with the words of schema.sql, for `verify` compares them.

alter table unit rename to unit_1;
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

insert into unit (id, ledger_id, code, name) select id, ledger_id, code, name from unit_1;
drop table unit_1;

alter table receipt rename to receipt_1;
create table receipt (
    id     integer primary key,
    at     text not null,
    kind   text not null,
    dept   text not null,
    sheet  text not null,
    detail text not null,
    digest blob
) strict;

insert into receipt (id, at, kind, dept, sheet, detail)
    select id, at, kind, dept, sheet, detail from receipt_1;
drop table receipt_1;

drop index task_open_by_due;
drop index task_by_standing;
create index task_open_by_due on task (unit, due, id)
    where due is not null and status in ('not_started', 'in_progress', 'mostly_done');
create index task_by_standing on task (unit, year, status, term, due, latest_on);
