"""The voice gateway: takes orders from the bus, makes the calls, walks each through its flow, tells what happened."""
