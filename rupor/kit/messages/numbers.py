"""Texts of numbers."""

TEXTS = {
    "number_not_found": ("Номер не найден. Обновите список.", "The number was not found. Reload the list."),
    "numbers_missing": ("Впишите хотя бы один номер.", "Write at least one number."),
    "number_kind_staff": (
        "Такие номера добавляют сотрудники установки. Выберите вид «Личный».",
        "Those who run the installation add such numbers. Choose the kind “Personal”.",
    ),
}
