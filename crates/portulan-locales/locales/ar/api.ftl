# Errors in the body of an API request
api-shape-type = نوع غير صحيح: { $found } بدلًا من { $expected }
api-shape-required = الحقل الإلزامي «{ $field }» غير موجود
    .remedy = أضف الحقل «{ $field }».
api-shape-unknown = الحقل «{ $field }» غير معرّف هنا
    .remedy = احذفه أو استخدم أحد الحقول التالية: { $fields }.
api-shape-pattern = السلسلة النصية لا تطابق الصيغة { $pattern }
api-shape-choice = السلسلة النصية ليست من القيم المسموح بها
api-shape-minimum = العدد أصغر من { $limit }
api-shape-maximum = العدد أكبر من { $limit }
api-shape-empty = السلسلة النصية فارغة
api-shape-long = عدد أحرف السلسلة النصية أكبر من { $limit }
api-shape-value = تتعذر قراءة البطاقة: { $detail }
    .remedy = قارن القيمة المذكورة بوصف API وصحّحها.

# Types of JSON
api-json-null = null
api-json-boolean = قيمة منطقية
api-json-integer = عدد صحيح
api-json-number = عدد
api-json-string = سلسلة نصية
api-json-array = مصفوفة
api-json-object = كائن

# Values to send
api-send-text = أرسل كائنًا يتضمن سلسلة نصية لكل لغة، مثل {"\u200E"}{"{"}"fr": "L’eau"{"}"}{"\u200E"}.
api-send-line = أرسل سلسلة نصية.
api-send-flag = أرسل true أو false.
api-send-integer = أرسل عددًا دون كسور عشرية.
api-send-number = يجب أن يكون العدد بين { $min } و{ $max }.
api-send-decimal = أرسل العدد في صورة سلسلة نصية بنقطة عشرية، مثل {"\u200E"}"1250.50"{"\u200E"}، بما لا يتجاوز 20 رقمًا قبل النقطة و8 أرقام بعدها.
api-send-date = أرسل سنة أو شهرًا أو يومًا في صورة سلسلة نصية، مثل "2024" أو {"\u200E"}"2024-05"{"\u200E"} أو {"\u200E"}"2024-05-31"{"\u200E"}.
api-send-code = أرسل رمزًا من القائمة { $list } في صورة سلسلة نصية.
api-send-currency = أرسل رمز عملة وفق ISO 4217، مثل "EUR".
api-send-url = أرسل عنوان الويب الكامل الذي يبدأ بـ https://{"\u200E"}.
api-send-choice = اختر إحدى القيم التالية: { $values }.
api-send-reference = أرسل المعرّف المختصر (slug) لبطاقة من نوع { $kind }.
api-send-slug = أرسل معرّفًا مختصرًا (slug): أحرف لاتينية صغيرة من a إلى z وأرقام وواصلات مفردة، بما لا يتجاوز 80 حرفًا.
api-send-reason = أرسل سلسلة نصية لا يتجاوز عدد أحرفها { $limit }.
api-send-list = أرسل مصفوفة.
api-send-patch = أرسل كائنًا يتضمن الحقول المراد تغييرها (RFC 7396).
api-send-object = أرسل كائنًا يتضمن الحقول التالية: { $fields }.
