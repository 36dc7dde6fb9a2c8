-- From schema 6 to 7: what is kept of tasks for counting tells of their last notes and of the days of their
-- measures too, for whoever is to be urged. The program fills the table after this.

drop table standing;
create table standing (
    id      integer primary key,
    courses blob not null
) strict;
