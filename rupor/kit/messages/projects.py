"""Texts of projects."""

TEXTS = {
    "project_not_found": ("Проект не найден. Выберите другой.", "The project was not found. Choose another."),
    "project_name_taken": (
        "Проект с таким названием уже есть. Выберите другое название.",
        "There is a project with this name already. Choose another name.",
    ),
    "project_archived": (
        "Проект в архиве. Восстановите его, чтобы продолжить.",
        "The project is archived. Restore it to go on.",
    ),
}
