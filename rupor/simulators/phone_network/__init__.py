"""The telephone network in a box: real SIP and RTP, people whose behaviour follows the last digits of their number."""
