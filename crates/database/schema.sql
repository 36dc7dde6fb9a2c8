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
    ledger bigint not null, id bigint not null check (id between 1 and 2147483647),
    ledger_id text not null, code text, name text not null, received text, aside text,
    receipts bigint not null, files bigint not null, files_head bytea,
    changes bigint not null,
    primary key (ledger, id)
) partition by hash (ledger);

-- A county's ledger holds the histories of thousands of units: they are spread by unit.
create table ledger.entry (
    ledger bigint not null, id bigint not null,
    unit bigint not null check (unit between 1 and 2147483647),
    sequence bigint not null check (sequence between 1 and 4294967295), task bigint,
    at text not null, who text not null, kind text not null, body text not null,
    digest bytea not null check (length(digest) = 32),
    changes bigint not null,
    primary key (ledger, unit, id),
    check (id = unit * 4294967296 + sequence),
    foreign key (ledger, unit) references ledger.unit (ledger, id)
) partition by hash (ledger, unit);

create table ledger.blob (
    ledger bigint not null, id bigint not null,
    sha256 bytea not null check (length(sha256) = 32),
    size bigint not null check (size >= 0), gone bigint not null check (gone in (0, 1)),
    changes bigint not null,
    primary key (ledger, id), unique (ledger, sha256)
) partition by hash (ledger);

-- Bytes of kept files, a megabyte each.
create table ledger.piece (
    ledger bigint not null, id bigint not null, part bigint not null check (part >= 0), bytes bytea not null,
    changes bigint not null,
    primary key (ledger, id, part),
    foreign key (ledger, id) references ledger.blob (ledger, id)
) partition by hash (ledger);

create table ledger.receipt (
    ledger bigint not null, id bigint not null,
    at text not null, kind text not null, dept text not null, sheet text not null, detail text not null,
    digest bytea check (length(digest) = 32),
    changes bigint not null,
    primary key (ledger, id)
) partition by hash (ledger);

-- Guards of these tables, whoever writes and however.
--
-- What is written belongs to the change that is open: it says how far the ledger will be.
create function ledger.in_change() returns trigger language plpgsql as $$
declare
    far bigint;
begin
    select sequence + receipts into far from ledger.ledger where id = new.ledger;
    if far is null or new.changes <= far then
        raise exception 'a row of ledger % says change %, which is over', new.ledger, new.changes
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

-- And at its end the ledger is so far, and no further row stands behind what it says.
create function ledger.is_told() returns trigger language plpgsql as $$
declare
    far record;
begin
    select sequence, receipts into far from ledger.ledger where id = new.ledger;
    if far is null or new.changes > far.sequence + far.receipts then
        raise exception 'ledger % was not moved on to change %', new.ledger, new.changes
            using errcode = 'integrity_constraint_violation';
    end if;
    if tg_argv[0] = 'entry' and new.id between 4294967297 + far.sequence and 8589934591
        or tg_argv[0] = 'receipt' and new.id > far.receipts
        -- Other units' histories come with an entry that says so.
        or (tg_argv[0] = 'entry' and tg_op = 'INSERT' and new.id > 8589934591
            or tg_argv[0] = 'unit' and new.id > 1) and not exists
            (select 1 from ledger.entry where ledger = new.ledger and changes = new.changes
                and unit = 1 and kind in ('gathered', 'set_aside', 'replaced'))
    then
        raise exception 'a row of ledger % that nothing tells of', new.ledger
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

-- Bytes are those that the digest names, and pieces come with their file.
create function ledger.is_whole() returns trigger language plpgsql as $$
begin
    if tg_argv[0] = 'piece' then
        perform 1 from ledger.blob where ledger = new.ledger and id = new.id and changes = new.changes;
    else
        perform 1 where new.gone = 1 or (new.size, new.sha256) = (
            select coalesce(sum(length(bytes)), 0), sha256(coalesce(string_agg(bytes, '' order by part), ''))
            from ledger.piece where ledger = new.ledger and id = new.id);
    end if;
    if not found then
        raise exception 'file % of ledger % is not what its digest says', new.id, new.ledger
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

do $$
declare
    named text;
    columned record;
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
        execute format('create trigger in_change before insert or update on ledger.%I
            for each row execute function ledger.in_change()', named);
        execute format('create constraint trigger is_told after insert or update on ledger.%I
            deferrable initially deferred for each row execute function ledger.is_told(%L)', named, named);
    end loop;
    -- What planners keep of a column could be asked by those who see none of its rows.
    for columned in
        select attrelid::regclass as of, attname as name from pg_attribute a join pg_class c on c.oid = attrelid
            where relnamespace = 'ledger'::regnamespace and relkind in ('r', 'p') and attnum > 0
                and atttypid in ('text'::regtype, 'bytea'::regtype)
    loop
        execute format('alter table %s alter column %I set statistics 0', columned.of, columned.name);
    end loop;
end $$;

create constraint trigger is_whole after insert on ledger.blob
    deferrable initially deferred for each row execute function ledger.is_whole('blob');
create constraint trigger is_whole after insert on ledger.piece
    deferrable initially deferred for each row execute function ledger.is_whole('piece');

alter table ledger.account enable row level security;
create policy own on ledger.account using (role = current_user);
alter table ledger.ledger enable row level security;
create policy own on ledger.ledger
    using (id in (select ledger from ledger.account where role = current_user));

-- Histories, files and receipts go on by one: no number twice (the key) and none left out.
create function ledger.follows() returns trigger language plpgsql as $$
declare
    is_there boolean;
begin
    execute format('select exists (select 1 from ledger.%I where ledger = $1 and id = $2 %s)', tg_argv[0],
            case tg_argv[0] when 'entry' then 'and unit = $3' else '' end)
        into is_there using new.ledger, new.id - 1, new.id / 4294967296;
    if new.id % 4294967296 <> 1 and not is_there then
        raise exception '% % of ledger % follows none', tg_argv[0], new.id, new.ledger
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger follows before insert on ledger.entry for each row execute function ledger.follows('entry');
create trigger follows before insert on ledger.blob for each row execute function ledger.follows('blob');
create trigger follows before insert on ledger.receipt for each row execute function ledger.follows('receipt');

-- Each entry is chained to the one before it. Texts that were erased before a ledger moved in no longer fit: an entry
-- says so.
create function ledger.is_chained() returns trigger language plpgsql as $$
declare
    before bytea;
begin
    if new.sequence = 1 then
        select sha256(convert_to(ledger_id, 'UTF8')) into before from ledger.unit
            where ledger = new.ledger and id = new.unit;
    else
        select digest into before from ledger.entry
            where ledger = new.ledger and unit = new.unit and id = new.id - 1;
    end if;
    if new.digest <> sha256(before || convert_to(new.body, 'UTF8'))
        and not ledger.says_erased(new.ledger, new.digest, 0)
    then
        raise exception 'entry % of unit % is not chained', new.sequence, new.unit
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

create constraint trigger is_chained after insert on ledger.entry
    deferrable initially deferred for each row execute function ledger.is_chained();

-- A ledger says of itself what stands in its history.
create function ledger.goes_on() returns trigger language plpgsql as $$
begin
    if new.id <> old.id or new.ledger_id <> old.ledger_id
        or new.sequence < old.sequence or new.receipts < old.receipts
        or not exists (select 1 from ledger.entry where ledger = new.id and unit = 1
                and id = 4294967296 + new.sequence and digest = new.head)
            and not (new.sequence = 0 and new.head = old.head)
        or not exists (select 1 from ledger.receipt where ledger = new.id
                and id = new.receipts and digest is not distinct from new.last_receipt)
            and not (new.receipts = 0 and new.last_receipt is null)
        or exists (select 1 from ledger.entry where ledger = new.id and unit = 1
                and id = 4294967296 + new.sequence + 1)
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
    if length(wanted) > 100 or exists (select 1 from ledger.ledger where ledger_id = wanted) then
        raise exception 'no new ledger' using errcode = 'insufficient_privilege';
    end if;
    insert into ledger.ledger (ledger_id, head) values (wanted, genesis) returning id into made;
    insert into ledger.account (role, ledger) values (session_user, made);
    return made;
end $$;

-- Texts and bytes that were erased (销毁): only what an entry of the open change names by its digest.
create function ledger.says_erased(of bigint, named bytea, since bigint) returns boolean
    language sql stable as $$
    select exists (select 1 from ledger.entry
        where ledger = of and changes >= since and kind = 'entry_erased'
            and body::jsonb #>> '{data,digest}' = encode(named, 'hex'))
$$;

create function ledger.must_be_mine(of bigint) returns void language plpgsql as $$
begin
    if not exists (select 1 from ledger.account where role = session_user and ledger = of) then
        raise exception 'not of this account' using errcode = 'insufficient_privilege';
    end if;
end $$;

create function ledger.erase_entry(of bigint, erased bigint, left_text text, since bigint) returns void
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    perform ledger.must_be_mine(of);
    perform 1 from ledger.entry e, ledger.entry said
        where e.ledger = of and e.unit = erased / 4294967296 and e.id = erased and said.ledger = of and said.changes = since
            and said.kind = 'entry_erased' and said.body::jsonb #>> '{data,digest}' = encode(e.digest, 'hex')
            and (said.body::jsonb #>> '{data,body_sha256}' = encode(sha256(convert_to(left_text, 'UTF8')), 'hex')
                or e.unit > 1);
    if not found then
        raise exception 'nothing says that it was erased' using errcode = 'integrity_constraint_violation';
    end if;
    update ledger.entry set body = left_text, changes = since
        where ledger = of and unit = erased / 4294967296 and id = erased;
end $$;

create function ledger.erase_blob(of bigint, erased bigint, since bigint) returns void
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    perform ledger.must_be_mine(of);
    perform 1 from ledger.blob b, ledger.entry said
        where b.ledger = of and b.id = erased and said.ledger = of and said.changes = since
            and said.kind = 'expunged' and said.body::jsonb #>> '{data,sha256}' = encode(b.sha256, 'hex');
    if not found then
        raise exception 'nothing says that it was erased' using errcode = 'integrity_constraint_violation';
    end if;
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
grant execute on function ledger.in_change(), ledger.is_told(), ledger.is_whole(), ledger.follows(),
    ledger.is_chained(), ledger.goes_on(), ledger.says_erased(bigint, bytea, bigint)
    to ledger_writer;
grant execute on function ledger.make(text, bytea), ledger.erase_entry(bigint, bigint, text, bigint),
    ledger.erase_blob(bigint, bigint, bigint) to ledger_keeper;

insert into ledger.version values (1);
