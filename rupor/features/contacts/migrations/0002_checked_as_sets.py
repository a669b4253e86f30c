"""Foreign keys of the tables that take a million rows at once become checks of each statement's rows as a set.

Django's keys are deferred triggers for each row: for a million contacts in an audience they take 28 seconds of a commit.
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

TRIGGERS = """
CREATE FUNCTION contacts_check_projects() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE place record;
BEGIN
  FOR place IN SELECT DISTINCT account_id, project_id FROM fresh LOOP
    PERFORM 1 FROM projects_project
      WHERE id = place.project_id AND account_id = place.account_id FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE foreign_key_violation USING MESSAGE =
        format('contact in project %s, which account %s does not have', place.project_id, place.account_id);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER contacts_check_projects AFTER INSERT ON contacts_contact
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contacts_check_projects();

CREATE FUNCTION contacts_check_members() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE place record;
BEGIN
  FOR place IN SELECT DISTINCT account_id, audience_id FROM fresh LOOP
    PERFORM 1 FROM contacts_audience
      WHERE id = place.audience_id AND account_id = place.account_id FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE foreign_key_violation USING MESSAGE =
        format('member of audience %s, which account %s does not have', place.audience_id, place.account_id);
    END IF;
  END LOOP;
  PERFORM 1 FROM fresh LEFT JOIN contacts_contact AS contact ON contact.id = fresh.contact_id
    WHERE contact.account_id IS DISTINCT FROM fresh.account_id LIMIT 1;
  IF FOUND THEN
    RAISE foreign_key_violation USING MESSAGE = 'member of an audience is not a contact of the account';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER contacts_check_members AFTER INSERT ON contacts_audiencemember
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contacts_check_members();

CREATE FUNCTION contacts_drop_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contacts_audiencemember AS member USING gone WHERE member.contact_id = gone.id;
  RETURN NULL;
END $$;
CREATE TRIGGER contacts_drop_members AFTER DELETE ON contacts_contact
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION contacts_drop_members();

CREATE FUNCTION contacts_drop_audience_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contacts_audiencemember AS member USING gone WHERE member.audience_id = gone.id;
  RETURN NULL;
END $$;
CREATE TRIGGER contacts_drop_audience_members AFTER DELETE ON contacts_audience
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION contacts_drop_audience_members();
"""

NO_TRIGGERS = """
DROP FUNCTION contacts_check_projects, contacts_check_members, contacts_drop_members,
  contacts_drop_audience_members CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("contacts", "0001_initial"), ("projects", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="contact",
            name="account",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.account"
            ),
        ),
        migrations.AlterField(
            model_name="contact",
            name="project",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, to="projects.project"
            ),
        ),
        migrations.DeleteModel(name="AudienceMember"),
        migrations.CreateModel(
            name="AudienceMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "audience_id", "contact_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.account",
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="contacts.audience",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to="contacts.contact"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
