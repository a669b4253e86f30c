"""Every setting of the installation: name, type, default, one sentence. Read once, checked before anything listens.

Each is given by an environment variable `RUPOR_<NAME>` or a line of the file that
`RUPOR_CONFIG` names (`rupor.env`). No other module reads the environment.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_home() -> Path:
    """Root keeps state in /var/lib; anyone else in their own folder, where no parent's permissions must be opened."""
    if os.geteuid() == 0:
        return Path("/var/lib/rupor")
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "rupor"


Port = Annotated[int, Field(ge=0, le=65535)]


class Settings(BaseSettings):
    """The one typed object of configuration."""

    model_config = SettingsConfigDict(
        env_prefix="RUPOR_", env_file=os.environ.get("RUPOR_CONFIG", "rupor.env"), extra="forbid"
    )

    home: Path = Field(default_factory=_default_home, description="Folder of all state: database, bus, storage, logs.")
    database_url: str = Field("", description="PostgreSQL 15 or newer; empty starts the embedded PostgreSQL 18.")
    nats_url: str = Field("", description="NATS with JetStream; empty starts the embedded one.")
    secret_key: str = Field("", description="Signs sessions; empty keeps a random one in the home folder.")
    listen_host: str = Field("127.0.0.1", description="Address of the cabinet and the API.")
    listen_port: Port = Field(8080, description="Port of the cabinet and the API.")
    public_url: str = Field(
        "", description="Address by which browsers reach the cabinet; empty means the listening address."
    )
    time_zone: str = Field("Europe/Moscow", description="Zone of a new account.")
    language: str = Field("ru", description="Language of a new user: ru or en.")
    web_threads: int = Field(16, ge=2, le=256, description="Requests answered at once by one web process.")
    clip_min_seconds: float = Field(7.0, ge=0, le=60, description="Shortest clip that may be uploaded.")
    log_format: str = Field("console", description="console or json.")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    webhook_private_addresses: bool = Field(
        False, description="Let webhooks reach private and local addresses; off keeps the inner network out of reach."
    )

    sip_host: str = Field("127.0.0.1", description="Address from which calls are made and RTP is sent.")
    sip_port: Port = Field(5070, description="UDP port of the voice gateway; 0 takes a free one.")
    sip_trunk: str = Field("", description="Far end of the trunk, host:port; empty means no calls can be made.")
    sip_user: str = Field("", description="Name for digest authentication at the trunk.")
    sip_password: str = Field("", description="Password for digest authentication at the trunk.")
    sip_from_domain: str = Field("", description="Domain of the From header; empty takes the trunk's host.")
    sip_options: bool = Field(
        True, description="Ask the trunk by OPTIONS whether it is there; off where it stays silent."
    )
    sip_transport: Literal["udp", "tcp", "tls"] = Field("udp", description="How the trunk is spoken to.")
    sip_register: bool = Field(False, description="Register at the trunk with the name and password.")
    sip_srtp: Literal["off", "optional", "required"] = Field(
        "off", description="Encrypted sound (SDES): never, where the trunk can, or no call without it."
    )
    sip_caller_form: Literal["as_is", "e164", "plus", "national8"] = Field(
        "as_is", description="How our number is shown: as it is, 79161234567, +79161234567 or 89161234567."
    )
    sip_asserted_identity: bool = Field(False, description="Send P-Asserted-Identity with our number.")
    sip_privacy: Literal["", "none", "id", "header"] = Field(
        "", description="The Privacy field: left out, hide nothing, hide our number, hide all traces of us."
    )
    sip_tls_ca: str = Field("", description="File of authorities trusted for the trunk; empty trusts the system's.")
    sip_tls_identity: str = Field("", description="File with our certificate and key, where the trunk asks for them.")
    sip_tls_name: str = Field("", description="Name the trunk's certificate must prove; empty takes the trunk's host.")
    sip_tls_verify: bool = Field(True, description="Look at the trunk's certificate; off accepts anybody.")
    sip_tls_port: Port = Field(5071, description="TLS port of the voice gateway; open only with a certificate.")
    sip_tls_certificate: str = Field("", description="File with certificate and key for those who connect to us.")
    voice_lines: int = Field(400, ge=1, le=20_000, description="Calls at once of one voice gateway.")
    voice_starts_per_second: int = Field(
        150, ge=1, le=2_000, description="Call starts per second of one voice gateway."
    )
    voice_max_talk_seconds: int = Field(
        180, ge=10, le=7_200, description="Longest talk; its price is held before a call."
    )
    media_core: str = Field("auto", description="auto, native (the C core) or numpy.")
    rtp_ports: str = Field("12000-21999", description="UDP ports for RTP; keep below those the system gives out.")

    recording_format: Literal["wav", "mp3", "ogg"] = Field("wav", description="Form in which recordings are kept.")
    recording_days: int = Field(90, ge=0, description="Days that recordings are kept; 0 keeps them for ever.")

    speech_in: str = Field(
        "basic",
        pattern="^(basic|vosk|sherpa|yandex|none)$",
        description="Recogniser: basic, vosk, sherpa, yandex or none.",
    )
    speech_model: str = Field("", description="Folder of the model for vosk or sherpa.")
    speechkit_key: str = Field("", description="API key of a service account of Yandex SpeechKit.")
    speechkit_folder: str = Field("", description="Folder of Yandex Cloud; needed only without a service account.")
    speech_out: str = Field(
        "espeak",
        pattern="^(espeak|piper|yandex)(,(espeak|piper|yandex))*$",
        description="Voices offered, the usual one first: espeak, piper, yandex, or several with commas.",
    )
    speech_voices: str = Field("", description="Folder of piper voices: files .onnx with .onnx.json beside them.")
    speechkit_tts_url: str = Field(
        "https://tts.api.cloud.yandex.net", description="Where Yandex SpeechKit speaks texts."
    )
    speechkit_stt_url: str = Field(
        "https://stt.api.cloud.yandex.net", description="Where Yandex SpeechKit recognises speech."
    )

    smsc_host: str = Field("", description="SMSC address; empty means no SMS can be sent.")
    smsc_port: Port = Field(2775, description="SMSC port.")
    smsc_system_id: str = Field("rupor", description="SMPP system_id.")
    smsc_password: str = Field("", description="SMPP password, at most 8 characters.")
    smsc_system_type: str = Field("", description="SMPP system_type.")
    smsc_window: int = Field(100, ge=1, le=5_000, description="Unanswered submit_sm at once in one bind.")
    smsc_per_second: int = Field(2_000, ge=1, description="Most submit_sm per second in one bind.")
    smsc_enquire_seconds: int = Field(30, ge=1, description="Silence after which enquire_link is sent.")
    sms_sender: str = Field("RUPOR", description="Sender name when a campaign gives none.")
    gateway_silent_seconds: float = Field(
        15.0, ge=0.5, description="Silence after which a gateway is taken for dead and what it had taken for unknown."
    )
    sms_report_wait_seconds: int = Field(
        3600,
        ge=1,
        description="How long a campaign waits for a delivery report before it takes the person for unknown.",
    )

    simulator_seed: int = Field(1, description="Chance of the simulated networks; the same seed repeats the run.")
    simulator_pace: float = Field(1.0, gt=0, description="Scale of all delays of the simulated people.")
    simulator_sip_port: Port = Field(5090, description="UDP port of the simulated telephone network.")
    simulator_sip_tls_port: Port = Field(
        0, description="TLS port of the simulated telephone network; 0 speaks no TLS. Its certificate is in the home."
    )
    simulator_smsc_port: Port = Field(2790, description="Port of the simulated SMSC.")

    @property
    def storage(self) -> Path:
        """Clips, recordings, imported and exported files; content-addressed or named by the row that owns them."""
        return self.home / "storage"

    @property
    def logs(self) -> Path:
        """Log files of the processes and of the simulated networks."""
        return self.home / "logs"

    @property
    def endpoints(self) -> Path:
        """Where the supervisor tells other commands the addresses of what it started."""
        return self.home / "run" / "endpoints.json"


@cache
def load() -> Settings:
    """The settings of this process; raises pydantic's ValidationError naming each wrong field."""
    return Settings()


def endpoints(settings: Settings) -> dict[str, str]:
    """What a running supervisor told of itself: `database_url`, `nats_url`, `web_url`, `pid`; empty when none runs."""
    if not settings.endpoints.exists():
        return {}
    found: dict[str, str] = json.loads(settings.endpoints.read_text())
    return found


def database_url(settings: Settings) -> str:
    """The database in force: the configured one, else that of a running supervisor, else the usual place."""
    return settings.database_url or endpoints(settings).get("database_url", "postgresql://rupor@127.0.0.1/rupor")


def nats_url(settings: Settings) -> str:
    """The bus in force, found the same way."""
    return settings.nats_url or endpoints(settings).get("nats_url", "nats://127.0.0.1:4222")
