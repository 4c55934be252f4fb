-- The three roles and the database. Run once per server by a superuser:
--
--     psql -v ON_ERROR_STOP=1 -f roles.sql
--
-- Running it again changes nothing. Passwords are set afterwards, so that they stand in
-- no file:  \password fleksjob_ejer  and so on. Rights on tables are granted by migrate.

-- Owns the tables; only migrations log in as this role.
SELECT 'CREATE ROLE fleksjob_ejer LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fleksjob_ejer') \gexec

-- Web, worker and beat.
SELECT 'CREATE ROLE fleksjob_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fleksjob_app') \gexec

-- May add rows to the read log and nothing else.
SELECT 'CREATE ROLE fleksjob_laeselog LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fleksjob_laeselog') \gexec

SELECT 'CREATE DATABASE fleksjob OWNER fleksjob_ejer'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'fleksjob') \gexec
