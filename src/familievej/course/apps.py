# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class CourseConfig(AppConfig):
    """``familievej.course``."""

    name = "familievej.course"
    label = "course"

    def ready(self) -> None:
        """Tell the gate whom a course opens for, and retention when courses end."""
        from familievej.access.retention.courses import register_courses
        from familievej.course.sources import register_all

        register_all()
        register_courses("select family_id, ends from course_course")
