-- What the review of payouts asks for.
select 1;
