"""The ledger's witnesses in the database: entries of a transfer sum to zero, and nothing written is ever changed."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION billing_transfer_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE total numeric;
BEGIN
  SELECT COALESCE(SUM(amount), 0) INTO total FROM billing_ledgerentry WHERE transfer_id = NEW.transfer_id;
  IF total <> 0 THEN
    RAISE EXCEPTION 'transfer % does not sum to zero: %', NEW.transfer_id, total USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER billing_transfer_balances AFTER INSERT ON billing_ledgerentry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_transfer_balances();
CREATE FUNCTION billing_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER billing_entry_append_only BEFORE UPDATE OR DELETE ON billing_ledgerentry
  FOR EACH ROW EXECUTE FUNCTION billing_append_only();
CREATE TRIGGER billing_transfer_append_only BEFORE UPDATE OR DELETE ON billing_transfer
  FOR EACH ROW EXECUTE FUNCTION billing_append_only();
"""
BACK = """
DROP TRIGGER billing_transfer_append_only ON billing_transfer;
DROP TRIGGER billing_entry_append_only ON billing_ledgerentry;
DROP FUNCTION billing_append_only();
DROP TRIGGER billing_transfer_balances ON billing_ledgerentry;
DROP FUNCTION billing_transfer_balances();
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
