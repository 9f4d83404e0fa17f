-- A payout that left after the backup of restored books was taken, and that they do not have: what was
-- paid is its creator's debt, so that the same money is not paid again.
insert into ledger_rule (transfer_kind, debit_kind, credit_kind)
select t.code, d.code, c.code from ledger_transfer_kind t, ledger_account_kind d, ledger_account_kind c
where t.name = 'payout_sent' and d.name = 'creator_debt' and c.name = 'processor_clearing';
