-- From schema 5 to 6: what counts need of tasks is kept beside the rows, for every day; the index that some
-- counts were answered from is not needed any more. The program fills the table after this.

drop index task_by_standing;
create table standing (
    id    integer primary key,
    tasks blob not null
) strict;
