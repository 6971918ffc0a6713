"""Run by Alembic: apply the versions on the connection of the caller, whose transaction covers them all."""

from alembic import context

from exeunt.store.tables import VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True, version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
