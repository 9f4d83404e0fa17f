-- Defence against card testing (SECURITY.md).
select 1;
