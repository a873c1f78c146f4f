"""The templates of the workbench, found as package data wherever Sijil is installed."""

from collections.abc import Iterator
from importlib import resources

from django.template import Origin, TemplateDoesNotExist
from django.template.loaders.base import Loader as Base


class Loader(Base):
    """Loads a template that lies beside this file."""

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        """The one place a template can be."""
        yield Origin(name=template_name, template_name=template_name, loader=self)

    def get_contents(self, origin: Origin) -> str:
        """The template's text."""
        # Django's name of an included template is a str of its own kind, which paths do not take.
        path = resources.files(__package__).joinpath("".join(list(str(origin.template_name))))
        if not path.is_file():
            raise TemplateDoesNotExist(str(origin.template_name))
        return path.read_text("utf-8")
