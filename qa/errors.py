"""The errors of this layer; every message may be shown to a person as it is."""


class AnswerError(Exception):
    """Something a person can put right: the message says what and how."""


class QuestionError(AnswerError):
    """The question cannot be asked as it stands."""


class ModelError(AnswerError):
    """A model file is missing, altered or not usable."""


class SettingsError(AnswerError):
    """A setting or the settings file cannot be used."""


class BusyError(AnswerError):
    """The engine is answering other questions; this one may be asked again."""


class CancelledError(AnswerError):
    """The person who asked does not wait for the answer any more."""
