"""The two engines started by ourselves when no address of others is set: PostgreSQL 18 and NATS JetStream."""
