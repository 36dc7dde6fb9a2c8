-- The tables of shared ledgers (共用数据库). Rows are those of `schema.sql` that are the truth, each with the
-- ledger that it is of, which begins every key: tables are split by it. `changes` is how far that ledger was
-- (last entry plus last receipt) when the row was written: working copies ask for what came after theirs.
--
-- An account is a role of PostgreSQL. What it may do comes with the role that it was granted, what it sees
-- with the ledgers that `account` names for it: nobody has to trust what a client says of itself.

create schema ledger;

create table ledger.version (number integer not null);

-- One row a ledger. Who changes it locks this row first.
create table ledger.ledger (
    id        bigint generated always as identity primary key,
    ledger_id text not null unique,
    sequence  bigint not null default 0 check (sequence >= 0),
    head      bytea not null check (length(head) = 32),
    receipts  bigint not null default 0 check (receipts >= 0),
    last_receipt bytea
);

create table ledger.account (
    role   name not null,
    ledger bigint not null references ledger.ledger (id),
    primary key (role, ledger)
);

create table ledger.unit (
    ledger bigint not null, id bigint not null,
    ledger_id text not null, code text, name text not null, received text, aside text,
    receipts bigint not null, files bigint not null, files_head bytea,
    changes bigint not null,
    primary key (ledger, id)
) partition by hash (ledger);

create table ledger.entry (
    ledger bigint not null, id bigint not null,
    unit bigint not null, sequence bigint not null, task bigint,
    at text not null, who text not null, kind text not null, body text not null, digest bytea not null,
    changes bigint not null,
    primary key (ledger, id),
    check (id = unit * 4294967296 + sequence)
) partition by hash (ledger);

create table ledger.blob (
    ledger bigint not null, id bigint not null,
    sha256 bytea not null, size bigint not null, gone bigint not null,
    changes bigint not null,
    primary key (ledger, id), unique (ledger, sha256)
) partition by hash (ledger);

-- Bytes of kept files, a megabyte each.
create table ledger.piece (
    ledger bigint not null, id bigint not null, part bigint not null, bytes bytea not null,
    changes bigint not null,
    primary key (ledger, id, part)
) partition by hash (ledger);

create table ledger.receipt (
    ledger bigint not null, id bigint not null,
    at text not null, kind text not null, dept text not null, sheet text not null, detail text not null,
    digest bytea,
    changes bigint not null,
    primary key (ledger, id)
) partition by hash (ledger);

do $$
declare
    named text;
begin
    foreach named in array array['unit', 'entry', 'blob', 'piece', 'receipt'] loop
        for part in 0..15 loop
            execute format('create table ledger.%I partition of ledger.%I
                for values with (modulus 16, remainder %s)', named || '_' || part, named, part);
        end loop;
        execute format('create index on ledger.%I (ledger, changes)', named);
        execute format('alter table ledger.%I enable row level security', named);
        execute format('create policy own on ledger.%I
            using (ledger in (select ledger from ledger.account where role = current_user))', named);
    end loop;
end $$;

alter table ledger.account enable row level security;
create policy own on ledger.account using (role = current_user);
alter table ledger.ledger enable row level security;
create policy own on ledger.ledger
    using (id in (select ledger from ledger.account where role = current_user));

-- A history goes on by one: no number twice (the key) and none left out, whoever writes.
create function ledger.next_entry() returns trigger language plpgsql as $$
begin
    if new.sequence <> 1 and not exists
        (select 1 from ledger.entry where ledger = new.ledger and id = new.id - 1)
    then
        raise exception 'entry % of unit % follows none', new.sequence, new.unit
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger next_entry before insert on ledger.entry
    for each row execute function ledger.next_entry();

-- A ledger says of itself what stands in its history.
create function ledger.goes_on() returns trigger language plpgsql as $$
begin
    if new.id <> old.id or new.ledger_id <> old.ledger_id
        or new.sequence < old.sequence or new.receipts < old.receipts
        or not exists (select 1 from ledger.entry where ledger = new.id
                and id = 4294967296 + new.sequence and digest = new.head)
            and not (new.sequence = 0 and new.head = old.head)
        or not exists (select 1 from ledger.receipt where ledger = new.id
                and id = new.receipts and digest is not distinct from new.last_receipt)
            and not (new.receipts = 0 and new.last_receipt is null)
        or exists (select 1 from ledger.entry where ledger = new.id and id = 4294967296 + new.sequence + 1)
    then
        raise exception 'ledger % does not go on so', old.ledger_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger goes_on before update on ledger.ledger
    for each row execute function ledger.goes_on();

-- A new ledger, which the account that makes it may work on.
create function ledger.make(wanted text, genesis bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog as $$
declare
    made bigint;
begin
    insert into ledger.ledger (ledger_id, head) values (wanted, genesis) returning id into made;
    insert into ledger.account (role, ledger) values (session_user, made);
    return made;
end $$;

-- Texts and bytes that were erased (销毁): only with an entry of the same change that says so.
create function ledger.says_erased(of bigint, since bigint, said text) returns void
    language plpgsql as $$
begin
    if not exists (select 1 from ledger.entry where ledger = of and changes = since and kind = said) then
        raise exception 'nothing says that it was erased' using errcode = 'integrity_constraint_violation';
    end if;
end $$;

create function ledger.erase_entry(of bigint, erased bigint, left_text text, since bigint) returns void
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    perform 1 from ledger.account where role = session_user and ledger = of;
    if not found then
        raise exception 'not of this account' using errcode = 'insufficient_privilege';
    end if;
    perform ledger.says_erased(of, since, 'entry_erased');
    update ledger.entry set body = left_text, changes = since where ledger = of and id = erased;
end $$;

create function ledger.erase_blob(of bigint, erased bigint, since bigint) returns void
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    perform 1 from ledger.account where role = session_user and ledger = of;
    if not found then
        raise exception 'not of this account' using errcode = 'insufficient_privilege';
    end if;
    perform ledger.says_erased(of, since, 'expunged');
    delete from ledger.piece where ledger = of and id = erased;
    update ledger.blob set gone = 1, size = 0, changes = since where ledger = of and id = erased;
end $$;

revoke all on all functions in schema ledger from public;

-- What accounts may do: 查看 reads; 填报 and 审核 add to what is there; 管理 erases besides, and makes ledgers.
-- Nobody but the owner of the tables changes or removes what was recorded.
do $$
declare
    named text;
begin
    foreach named in array array['ledger_reader', 'ledger_writer', 'ledger_keeper'] loop
        if not exists (select 1 from pg_roles where rolname = named) then
            execute format('create role %I nologin', named);
        end if;
    end loop;
end $$;
grant ledger_reader to ledger_writer;
grant ledger_writer to ledger_keeper;
grant usage on schema ledger to ledger_reader;
grant select on ledger.version, ledger.ledger, ledger.account, ledger.unit, ledger.entry, ledger.blob,
    ledger.piece, ledger.receipt to ledger_reader;
grant insert on ledger.unit, ledger.entry, ledger.blob, ledger.piece, ledger.receipt to ledger_writer;
grant update (sequence, head, receipts, last_receipt) on ledger.ledger to ledger_writer;
grant update (code, name, received, aside, receipts, files, files_head, changes) on ledger.unit to ledger_writer;
grant execute on function ledger.next_entry(), ledger.goes_on() to ledger_writer;
grant execute on function ledger.make(text, bytea), ledger.erase_entry(bigint, bigint, text, bigint),
    ledger.erase_blob(bigint, bigint, bigint) to ledger_keeper;

insert into ledger.version values (1);
