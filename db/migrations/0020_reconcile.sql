-- What reconciliation knows of each difference.
select 1;
