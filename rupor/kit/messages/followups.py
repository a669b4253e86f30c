"""Texts of follow-up cards."""

TEXTS = {
    "follow_up_not_found": ("Карточка не найдена. Обновите список.", "The card was not found. Reload the list."),
    "follow_up_move": (
        "Так перевести карточку нельзя. Выполненную сначала верните в работу.",
        "The card cannot go there. Take a done one into work first.",
    ),
    "follow_up_assignee": (
        "Такого сотрудника в кабинете нет. Выберите из списка.",
        "There is no such member of the account. Choose one of the list.",
    ),
}
