-- What becomes of the money of a suspended creator.
select 1;
