"""Texts of trials and of proofs of phones."""

TEXTS = {
    "trial_not_found": ("Проверка не найдена. Обновите страницу.", "The trial was not found. Reload the page."),
    "trial_no_phone": (
        "Сначала подтвердите свой телефон: робот позвонит и назовёт код.",
        "Confirm your phone first: the robot calls it and speaks a code.",
    ),
    "trial_no_number": (
        "Звонить не с чего. Добавьте номер в «Телефонии».",
        "There is no number to call from. Add one in “Numbers”.",
    ),
    "trial_too_often": (
        "Не больше {most} проверок в час. Подождите.",
        "At most {most} trials an hour. Please wait.",
    ),
    "proof_too_often": (
        "Не больше {most} звонков с кодом в час. Подождите.",
        "At most {most} calls with a code an hour. Please wait.",
    ),
    "proof_over": ("Код больше не действует. Закажите новый звонок.", "The code is over. Ask for another call."),
    "proof_wrong": ("Код не подходит. Осталось попыток: {left}.", "The code is wrong. Tries left: {left}."),
}
