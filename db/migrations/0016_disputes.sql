-- Disputes and warnings of fraud; fans who are frozen meanwhile (DESIGN.md 4.7).
select 1;
