"""Trunks of the installation, and what the gateways last told of each."""

from django.db import models
from django.utils import timezone

from rupor.engine.trunks import CallerForm, Privacy, Srtp


class Transport(models.TextChoices):
    """How the far end is spoken to."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Trunk(models.Model):
    """How to reach one operator (TEL-030). Fields mean what `rupor.engine.trunks.TrunkSpec` says of them."""

    name = models.CharField(max_length=32, unique=True)
    enabled = models.BooleanField(default=True)
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=0)
    transport = models.CharField(max_length=3, choices=Transport.choices, default=Transport.UDP)
    user = models.CharField(max_length=128, blank=True)
    password = models.CharField(max_length=128, blank=True)
    from_domain = models.CharField(max_length=255, blank=True)
    caller_form = models.CharField(
        max_length=9, choices=[(form.value, form.value) for form in CallerForm], default=CallerForm.AS_IS.value
    )
    asserted_identity = models.BooleanField(default=False)
    privacy = models.CharField(
        max_length=6, blank=True, choices=[(way.value, way.value) for way in Privacy if way], default="", db_default=""
    )
    channels = models.PositiveIntegerField(default=0)
    starts_per_second = models.PositiveIntegerField(default=0)
    prefixes = models.JSONField(default=list)
    codecs = models.JSONField(default=list)
    srtp = models.CharField(max_length=8, choices=[(way.value, way.value) for way in Srtp], default=Srtp.OFF.value)
    priority = models.PositiveIntegerField(default=10)
    weight = models.PositiveIntegerField(default=1)
    registers = models.BooleanField(default=False)
    asks = models.BooleanField(default=True)
    ca = models.TextField(blank=True)
    identity = models.TextField(blank=True)
    server_name = models.CharField(max_length=255, blank=True)
    verify = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)


class TrunkReport(models.Model):
    """How a trunk fares at one gateway, by the name that the gateway knows it by (the settings' trunk included)."""

    trunk = models.CharField(max_length=32)
    gateway = models.CharField(max_length=64)
    reachable = models.BooleanField()
    registered = models.BooleanField(null=True)
    calls = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300, blank=True)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trunk", "gateway"], name="trunk_report_once_per_gateway")]
