site-kicker = التعاون الدولي
skip = الانتقال إلى المحتوى
demonstration = نسخة تجريبية: هذا الموقع غير صادر عن السلطة المحلية.
fictional = نسخة تجريبية: السلطة المحلية وجميع المعلومات الواردة في هذا الموقع وهمية.
nav-main = القائمة الرئيسية
nav-footer = القائمة الثانوية
nav-languages = اللغات
nav-partnerships = الشراكات
nav-projects = المشاريع
nav-events = الفعاليات
nav-networks = الشبكات
nav-sdgs = أهداف التنمية المستدامة
nav-timeline = التسلسل الزمني
theme-dark = التحويل إلى الوضع الداكن
theme-light = التحويل إلى الوضع الفاتح
search-label = البحث
search-title = البحث
search-site = البحث في الموقع
search-go = بحث
search-lead = ابحث عن مكان أو منظمة أو مجال أو هدف: «إندونيسيا»، «AFD»، «مياه». تكفي كتابة أول الكلمة، ولا تلزم كتابة الهمزات وعلامات التشكيل.
search-count = { $count ->
    [0] لا توجد نتائج. جرّب كلمة أخرى أو كلمة أقصر.
    [one] نتيجة واحدة.
    [two] نتيجتان.
    [few] { $count } نتائج.
    [many] { $count } نتيجة.
   *[other] { $count } نتيجة.
}
footer-updated = آخر تحديث:
footer-feed = موجز الأخبار (Atom)
footer-calendar = تقويم الفعاليات (iCal)
footer-embed = خريطة قابلة للتضمين في موقع آخر
footer-made = نُشر الموقع بواسطة البرنامج الحر Portulan. لا ملفات تعريف ارتباط، ولا أدوات تتبّع، ولا خدمات من جهات خارجية.
source-number = المصدر { $value }
source-consulted = تاريخ الاطلاع: { $value }
source-published = تاريخ النشر: { $value }
sources-title = المصادر
sources-lead = منشأ المعلومات المنشورة ودرجة التثبت منها.
sources-none = لم تُنشر أي مصادر بعد.
sources-here = مصادر هذه الصفحة
sources-marks = يحيل الرقم الوارد بعد المعلومة إلى مصدرها. وتدل كلمة «مستنتج» على معلومة لا ترد في المصدر وأضافتها هيئة التحرير، وتدل كلمة «محسوب» على عدد محسوب من بيانات السجل.
provenance-title = منشأ المعلومة
unstated = غير مذكور
period = الفترة
period-since = منذ { $date }
period-until = حتى { $date }
period-unknown = الفترة غير مذكورة
since = منذ { $date }
number-millions = { $value } مليون
number-millions-of = { "" }
quantity-over = أكثر من { $value }
quantity-nearly = قرابة { $value }
quantity-about = نحو { $value }
figure-partnerships = { $count ->
    [zero] شراكة
    [one] شراكة
    [two] شراكتان
    [few] شراكات
    [many] شراكة
   *[other] شراكة
}
figure-countries = { $count ->
    [zero] بلد شريك
    [one] بلد شريك
    [two] بلدان شريكان
    [few] بلدان شريكة
    [many] بلدًا شريكًا
   *[other] بلد شريك
}
figure-projects = { $count ->
    [zero] مشروع
    [one] مشروع
    [two] مشروعان
    [few] مشاريع
    [many] مشروعًا
   *[other] مشروع
}
figure-organisations = { $count ->
    [zero] منظمة مشاركة
    [one] منظمة مشاركة
    [two] منظمتان مشاركتان
    [few] منظمات مشاركة
    [many] منظمة مشاركة
   *[other] منظمة مشاركة
}
figure-networks = { $count ->
    [zero] شبكة
    [one] شبكة
    [two] شبكتان
    [few] شبكات
    [many] شبكة
   *[other] شبكة
}
empty-title = لم تُنشر أي شراكات
empty-text = ستظهر الشراكات هنا فور نشرها.
map-title = خريطة الشراكات
map-networks = { $count ->
    [zero] لا شبكات
    [one] شبكة واحدة
    [two] شبكتان
    [few] { $count } شبكات
    [many] { $count } شبكة
   *[other] { $count } شبكة
}
legend-networks = الشبكات (حلقة حول السلطة المحلية)
zoom-in = تكبير
zoom-out = تصغير
zoom-all = إعادة ضبط الخريطة
filter-theme = المجال
filter-any-theme = جميع المجالات
filter-sdg = هدف التنمية المستدامة
filter-any-sdg = جميع أهداف التنمية المستدامة
filter-country = البلد
filter-any-country = جميع البلدان
filter-status = الحالة
filter-any-status = جميع الحالات
filter-kind = النوع
filter-any-kind = جميع الأنواع
filter-apply = تصفية
filter-clear = مسح عوامل التصفية
filter-none = لا توجد شراكات مطابقة لعوامل التصفية هذه. غيّرها أو امسحها.
filter-some = نتائج مصفّاة
filter-live = عدد الشراكات المعروضة: %
filter-shown = { $count ->
    [0] لا توجد شراكات مطابقة لعوامل التصفية هذه. غيّرها أو امسحها.
    [one] شراكة واحدة معروضة.
    [two] شراكتان معروضتان.
    [few] { $count } شراكات معروضة.
    [many] { $count } شراكة معروضة.
   *[other] { $count } شراكة معروضة.
}
sort-label = الترتيب
results = النتائج
layer-all = عرض الكل ({ $count })
why-title = دوافع التعاون
axes-title = أولويات السياسة المحلية المدعومة
events-title = الفعاليات
events-upcoming = الفعاليات القادمة
events-past = الفعاليات السابقة
events-all = جميع الفعاليات
events-no-upcoming = لم تُنشر أي فعاليات قادمة.
events-no-past = لم تُنشر أي فعاليات سابقة.
events-count = { $count ->
    [0] لا توجد فعاليات
    [one] فعالية واحدة
    [two] فعاليتان
    [few] { $count } فعاليات
    [many] { $count } فعالية
   *[other] { $count } فعالية
}
event-here = الفعالية
event-upcoming = قادمة
event-past = سابقة
networks-title = الشبكات
networks-count = { $count ->
    [0] لا توجد شبكات
    [one] شبكة واحدة
    [two] شبكتان
    [few] { $count } شبكات
    [many] { $count } شبكة
   *[other] { $count } شبكة
}
updates-title = آخر التحديثات
update-new = إضافة
update-changed = تحديث
feed-title = { $value }: التعاون الدولي
partnerships-title = الشراكات
partnerships-count = { $count ->
    [0] لا توجد شراكات
    [one] شراكة واحدة
    [two] شراكتان
    [few] { $count } شراكات
    [many] { $count } شراكة
   *[other] { $count } شراكة
}
capital-of = عاصمة المقاطعة أو الولاية: { $value }
fact-place = المكان
fact-coordinates = الإحداثيات على الخريطة
fact-population = عدد السكان
fact-since = البداية
fact-status = الحالة
fact-themes = المجالات
fact-updated = آخر تحديث
fact-kind = النوع
fact-planned = التواريخ المقررة
fact-actual = التواريخ الفعلية
fact-frequency = الدورية
fact-sectors = القطاعات (تصنيف OECD-DAC)
fact-edition = الدورة
fact-occasion = المناسبة
fact-topic = موضوع الفعالية
fact-territories = الأقاليم
fact-legal-form = الشكل القانوني
fact-organisation = المنظمة
fact-website = الموقع الإلكتروني
fact-country = البلد
fact-founded = تاريخ التأسيس
fact-parent = المنظمة الأم
sdg-short = هدف التنمية المستدامة
context-title = السياق
origin-title = النشأة
objectives-title = { $count ->
    [one] الهدف
    [two] الهدفان
   *[other] الأهداف
}
components-title = المكونات
figures-title = أرقام رئيسية
projects-here = { $count ->
    [one] المشروع
    [two] المشروعان
   *[other] المشاريع
}
actors-title = الجهات الفاعلة وأدوارها
services-title = إدارات السلطة المحلية المشاركة
funders-title = التمويل حسب الفترة
funders-caption = الجهات الممولة وفترات التمويل
funder = الجهة الممولة
axis = المحور الزمني
document-download = تنزيل
organisation-unpublished = جهة غير منشورة
agreements-title = الاتفاقيات
deliberation = قرار المجلس رقم { $value }
signed = تاريخ التوقيع: { $value }
attendance-persons = من المشاركين
attendance-title = الحضور
attendance-who = الفئة
attendance-number = العدد
attendance-chart = الرسم البياني
sdgs-title = أهداف التنمية المستدامة
sdgs-lead = أهداف الأمم المتحدة السبعة عشر لعام 2030، والشراكات التي تسهم في تحقيق كل منها.
sdg-partnerships = { $count ->
    [0] لا شراكات بعد
    [one] شراكة واحدة
    [two] شراكتان
    [few] { $count } شراكات
    [many] { $count } شراكة
   *[other] { $count } شراكة
}
sdg-targets = الغايات المعنية
sdg-none = لا تسهم أي شراكة منشورة في تحقيق هذا الهدف بعد.
sdg-inferred = إذا لم يذكر المصدر الأهداف، فإن هيئة التحرير هي التي حددتها، ويُذكر ذلك في صفحة الشراكة.
history-title = المراحل
status-undated = التاريخ غير مذكور
pictures-title = { $count ->
    [one] الصورة
    [two] الصورتان
   *[other] الصور
}
picture-missing = ستُضاف الصورة لاحقًا.
links-title = لمزيد من المعلومات
link-checked = تاريخ التحقق من الرابط: { $value }
related-title = شراكات ذات صلة
projects-title = المشاريع
projects-none = لم تُنشر أي مشاريع بعد.
projects-count = { $count ->
    [0] لا توجد مشاريع
    [one] مشروع واحد
    [two] مشروعان
    [few] { $count } مشاريع
    [many] { $count } مشروعًا
   *[other] { $count } مشروع
}
budgets-title = الميزانيات
transactions-title = المعاملات المالية
results-title = النتائج
target = القيمة المستهدفة
actual = القيمة المحققة
programme-title = البرنامج
speakers-title = المتحدثون والمتحدثات
outcome-title = النتائج والمتابعة
activities-title = الأنشطة
members-title = الأعضاء
organisations-title = المنظمات
organisations-none = لم تُنشر أي منظمات بعد.
organisations-count = { $count ->
    [0] لا توجد منظمات
    [one] منظمة واحدة
    [two] منظمتان
    [few] { $count } منظمات
    [many] { $count } منظمة
   *[other] { $count } منظمة
}
involvements-title = المشاركات
involvements-none = لا تظهر هذه المنظمة في أي بطاقة منشورة بعد.
children-title = الكيانات التابعة
themes-title = المجالات
themes-lead = المجالات التي تتعاون فيها السلطة المحلية.
themes-none = لم تُنشر أي مجالات بعد.
theme-none = لا تندرج أي شراكة منشورة في هذا المجال بعد.
timeline-title = التسلسل الزمني
timeline-lead = جميع تواريخ التعاون، من الأحدث إلى الأقدم.
timeline-none = لم تُنشر أي تواريخ بعد.
timeline-begins = بداية الشراكة
pager = التنقل بين الصفحات
pager-previous = → السابق
pager-next = التالي ←
locator-text = الخريطة: { $value }
not-found-title = الصفحة غير موجودة
not-found-lead = نُقلت الصفحة أو أن العنوان يتضمن خطأ. تحقق من العنوان أو استخدم البحث.
not-found-near = صفحات قريبة من هذا العنوان
not-found-home = العودة إلى الصفحة الرئيسية
guides-title = أدلة الاستخدام
guides-lead = كيفية إنشاء السجل، واستيراد البيانات، وإعداد التصريح بالمساعدة الإنمائية الرسمية، وتشغيل الموقع.
guides-contents = المحتويات
rules-title = قواعد التحقق من ملفات IATI
rules-lead = تُفحص الملفات وفق القواعد الرسمية للإصدار 2 من المعيار، بأرقامها الرسمية، ووفق توصيات من وضعنا. ويطبّق الأمر «portulan validate» هذه القواعد.
rules-id = الرقم
rules-what = المتطلب
rules-class = الفئة
rules-element = العنصر
rules-never = ترد هذه القاعدة في القائمة الرسمية، لكن أداة التحقق لا تبلّغ عنها أبدًا.
rules-withdrawn = رمز مسحوب: { $value }
rules-class-identifiers = المعرّفات
rules-class-financial = البيانات المالية
rules-class-organisation = المنظمات
rules-class-relations = العلاقات
rules-class-participating = المنظمات المشاركة
rules-class-information = المعلومات
rules-class-geo = الأماكن
rules-class-classifications = التصنيفات
rules-class-performance = النتائج
rules-class-iati = الملف
rules-class-documents = الوثائق
rules-class-schema = المخطط
rules-class-advice = التوصيات
footer-iati = ملف IATI
validate-title = التحقق من ملف IATI
validate-lead = يشمل التحقق المخطط وقوائم الرموز والقواعد والتوصيات. ويظهر التقرير أثناء قراءة الملف.
validate-choose = اختر ملفًا
validate-drop = أو أفلت ملفًا هنا
validate-send = تحقق من الملف
validate-progress = تقدّم الرفع
validate-sending = يجري رفع الملف والتحقق منه…
validate-failed = انقطع الاتصال. حاول من جديد.
validate-limits = ملف XML، مضغوط بصيغة gzip أو غير مضغوط، لا يتجاوز حجمه { $count } ميغابايت.
validate-kept = لا يُحفظ أي شيء: تُحذف محتويات الملف فور قراءتها.
validate-what = ما يشمله التحقق
validate-what-text = ملفات الأنشطة والمنظمات، الإصدارات من 2.01 إلى 2.03. القواعد هي قواعد معيار IATI بأرقامها الرسمية. أما التوصيات فهي من وضعنا، ولا تجعل الملف غير صالح في أي حال.
validate-larger = الملفات الكبيرة والمجلدات الكاملة
validate-larger-text = إذا ثُبّت البرنامج نفسه على حاسوبك، فلا حد لحجم الملفات، ويعرض مع كل ملاحظة المقطع المعني من الملف، ويصحح ما يمكن تصحيحه بأمان.
validate-report-of = تقرير التحقق: { $file }
validate-more-places = { $count ->
    [zero] و{ $count } موضع آخر
    [one] وموضع آخر
    [two] وموضعان آخران
    [few] و{ $count } مواضع أخرى
    [many] و{ $count } موضعًا آخر
   *[other] و{ $count } موضع آخر
}
validate-by-rule = الملاحظات حسب القاعدة
validate-first = الملاحظة الأولى
validate-count = عدد الملاحظات
validate-times = { $count }
validate-hidden = { $count ->
    [zero] لا توجد ملاحظات أخرى.
    [one] ملاحظة أخرى محتسبة ولكنها غير معروضة.
    [two] ملاحظتان أخريان محتسبتان ولكنهما غير معروضتين.
    [few] { $count } ملاحظات أخرى محتسبة ولكنها غير معروضة.
    [many] { $count } ملاحظة أخرى محتسبة ولكنها غير معروضة.
   *[other] { $count } ملاحظة أخرى محتسبة ولكنها غير معروضة.
}
validate-no-file = لم يُختر أي ملف. اختر ملفًا ثم تحقق منه.
validate-not-xml = هذا الملف جدول بيانات أو وثيقة مكتبية أخرى أو أرشيف، وليس ملف IATI. صدّره بصيغة IATI XML من البرنامج الذي أنشأه، أو استورده في لوحة الإدارة؛ وإذا كان أرشيفًا، ففكّ ضغطه أولًا.
validate-malformed = لم يصل الملف كاملًا. حاول من جديد.
validate-too-large = حجم الملف كبير جدًا: الحد الأقصى { $limit } ميغابايت. استخدم الأمر «portulan validate» على حاسوبك.
validate-too-slow = أُوقف رفع الملف لأنه بطيء جدًا. حاول من جديد، أو اضغط الملف بصيغة gzip.
validate-too-many = أرسلت عددًا كبيرًا من الملفات في وقت قصير. انتظر دقيقة، ثم حاول من جديد.
validate-busy = الخادم يتحقق حاليًا من ملفات أخرى. حاول من جديد بعد نصف دقيقة.
contacts-title = { $count ->
    [one] جهة الاتصال
    [two] جهتا الاتصال
   *[other] جهات الاتصال
}
open-data-title = البيانات المفتوحة
open-data-lead = جميع البيانات المنشورة في هذا الموقع، بصيغ تستطيع برامج أخرى قراءتها. العناوين ثابتة، وتُحدَّث الملفات مع تحديث الموقع.
open-data-tables = الجداول
open-data-tables-lead = تحمل الأعمدة الأسماء المستخدمة في معايير المجال. ودقة التاريخ هي دقة مصدره: 2011 أو {"\u200E"}2023-10 أو {"\u200E"}2023-10-23.
open-data-rows = { $count ->
    [0] لا توجد صفوف
    [one] صف واحد
    [two] صفان
    [few] { $count } صفوف
    [many] { $count } صفًا
   *[other] { $count } صف
}
open-data-columns = الأعمدة
open-data-places = الأماكن
open-data-places-lead = الأقاليم الشريكة وأماكن المشاريع والفعاليات، بالدرجات العشرية (WGS 84):
open-data-iati = ملفات الأنشطة والمنظمة (IATI 2.03، معيار المبادرة الدولية للشفافية في المعونة):
open-data-follow = الموجز والتقويم
dataset-partnerships = الشراكات
dataset-projects = المشاريع
dataset-organisations = المنظمات
dataset-participations = الجهات الفاعلة وأدوارها
dataset-agreements = الاتفاقيات
dataset-budgets = الميزانيات
dataset-transactions = المعاملات المالية
dataset-events = الفعاليات
dataset-networks = الشبكات
dataset-territories = الأقاليم

# API
api-title = API
api-lead = جميع البيانات المنشورة في هذا السجل بصيغة JSON، متاحة للجميع ويمكن استخدامها من أي موقع. ويمكن لتطبيق يملك رمز وصول أن يحدّث السجل أيضًا.
api-start = العنوان الأساسي
api-start-text = تبدأ جميع العناوين بهذا العنوان. ودون رمز وصول، لا تعيد سوى البيانات المنشورة.
api-description = الوصف الكامل (OpenAPI 3.1)
api-try = جرّب
api-try-kind = نوع البطاقة
api-try-words = كلمات من الاسم
api-try-send = إرسال الطلب
api-try-answer = الرد
api-operations = العمليات
api-operation = الأثر
api-address = العنوان
api-scope = الصلاحية
api-scope-none = غير مطلوبة
api-list = تعيد صفحة من قائمة بطاقات نوع معيّن. المعلمات: `q` (كلمات من الاسم)، و`refers_to` (مثل `partnership/kendari`)، و`order` (`name` أو `updated`)، و`page`، و`per_page` (200 على الأكثر، وحجم الصفحة 8 ميغابايت على الأكثر). و`next` هو عنوان الصفحة التالية.
api-get = تعيد بطاقة واحدة مع ETag الخاص بها.
api-create = تنشئ بطاقة في صورة مسودة.
api-replace = تستبدل البطاقة وتحفظها كمسودة. ولا تتغير النسخة المنشورة قبل عملية النشر التالية.
api-change = تغيّر جزءًا من البطاقة (JSON Merge Patch) وتحفظها كمسودة.
api-delete = تحذف البطاقة نهائيًا إذا لم يسبق نشرها.
api-publish = تنشر أحدث نسخة إذا كانت مكتملة.
api-archive = تؤرشف البطاقة: لا تبقى متاحة للعموم، لكنها تظل محفوظة.
api-tokens = رموز الوصول
api-tokens-text = يُنشأ رمز الوصول في لوحة الإدارة، ويعمل باسم الشخص الذي أنشأه وفي حدود صلاحياته: `read` تتيح الاطلاع على البيانات غير المنشورة، و`write` تعدّل المسودات، و`publish` تنشرها. أرسله مع كل طلب في الترويسة {"\u200E"}`Authorization: Bearer …`{"\u200E"}.
api-etags = التعديلات المتزامنة
api-etags-text = لا يُمحى أي تعديل بتعديل آخر. اقرأ البطاقة أولًا باستخدام رمز الوصول، ثم أرسل ETag الخاص بها في الترويسة `If-Match`. وإذا عدّل شخص آخر البطاقة في هذه الأثناء، فلا يُحفظ شيء ويشير الرد إلى ذلك.
api-limits = حدود الاستخدام
api-limits-text = { $burst } من الطلبات دفعة واحدة لكل عنوان IP، ثم { $rate } في الثانية. ويبيّن الرد 429 في `Retry-After` عدد الثواني الواجب انتظارها.
api-kinds = البطاقات والحقول
api-field = الحقل
api-type = النوع
api-says = المحتوى
api-problems = الأخطاء
api-problems-text = تُعاد الأخطاء بصيغة `application/problem+json` (RFC 9457)، بالفرنسية أو بالإنجليزية حسب `Accept-Language`. وترد أخطاء متن الطلب في `errors`، مع موضع كل خطأ ورمزه ورسالته وحله.
api-fault-not-found = لا توجد بيانات في هذا العنوان
    .remedy = راجع قائمة بطاقات هذا النوع، أو ابحث بالاسم.
api-fault-parameter = إحدى المعلمات غير معروفة أو خارج الحدود المسموح بها
    .remedy = راجع معلمات هذا العنوان وصحّح الطلب.
api-fault-page-too-large = صفحة القائمة أكبر من 8 ميغابايت
    .remedy = اطلب عددًا أقل من البطاقات في الصفحة باستخدام «per_page»، بدءًا من الصفحة 1. وتُعاد دائمًا الصفحة التي تحتوي على بطاقة واحدة.
api-fault-json = متن الطلب ليس بصيغة JSON صالحة
    .remedy = أرسل JSON صالحًا بترميز UTF-8.
api-fault-shape = متن الطلب لا يطابق الوصف
    .remedy = قارن كل موضع مذكور بوصف OpenAPI وصحّحه.
api-fault-record = البطاقة غير صالحة
    .remedy = صحّح كل موضع مذكور، ثم أعد إرسال البطاقة.
api-fault-unauthorized = رمز الوصول غير موجود أو غير صالح
    .remedy = أنشئ رمز وصول في لوحة الإدارة وأرسله بهذه الصيغة: «Authorization: Bearer …{"\u200E"}».
api-fault-forbidden = رمز الوصول لا يسمح بهذه العملية
    .remedy = استخدم رمز وصول له الصلاحية المطلوبة، أو اطلب هذه الصلاحية من أحد المشرفين.
api-fault-precondition = لا يذكر الطلب نسخة البطاقة
    .remedy = اقرأ البطاقة باستخدام رمز الوصول وأرسل ETag الخاص بها في «If-Match».
api-fault-stale = عدّل شخص آخر البطاقة في هذه الأثناء
    .remedy = اقرأ البطاقة من جديد وأعد إدخال تعديلك.
api-fault-conflict = يؤدي هذا التعديل إلى قطع رابط مع بطاقة أخرى
    .remedy = عدّل أولًا البطاقات المذكورة في «errors»، ثم أعد إرسال هذه البطاقة.
api-fault-too-many = عدد الطلبات كبير جدًا
    .remedy = انتظر المدة المبيّنة في «Retry-After»، ثم حاول من جديد.
api-fault-too-large = متن الطلب كبير جدًا
    .remedy = الحد الأقصى 4 ميغابايت لكل بطاقة. ارفع الصور في لوحة الإدارة.
api-fault-media-type = نوع المحتوى هذا غير مقبول
    .remedy = أرسل «application/json»، أو «application/merge-patch+json» للتعديل.
api-fault-method = لا يقبل هذا العنوان طريقة HTTP هذه
    .remedy = استخدم إحدى الطرق المذكورة في الترويسة «Allow».
api-fault-busy = الخادم مشغول
    .remedy = لم يُحفظ شيء. أعد إرسال الطلب بعد عدد الثواني المبيّن في «Retry-After».
api-fault-failed = خطأ داخلي في الخادم
    .remedy = لم يُحفظ شيء. حاول من جديد؛ وإذا استمر الخطأ، فاتصل بالسلطة المحلية.
open-data-api = وثائق API
api-more-errors = { $count ->
    [zero] لا توجد أخطاء أخرى
    [one] يوجد خطأ آخر غير مذكور
    [two] يوجد خطآن آخران غير مذكورين
    [few] توجد { $count } أخطاء أخرى غير مذكورة
    [many] يوجد { $count } خطأً آخر غير مذكور
   *[other] يوجد { $count } خطأ آخر غير مذكور
}
    .remedy = صحّح الأخطاء المذكورة أولًا، ثم أعد إرسال الطلب.
api-file = لا يمكن إرسال ملف صورة عبر API
    .remedy = ارفع الصورة في لوحة الإدارة، فهي تزيل البيانات الوصفية (المكان والتاريخ والجهاز).

# Finances and results
money-title = الميزانية والتمويل
money-lead = تكلفة التعاون ومصادر تمويله وأوجه استخدام الأموال. المبالغ هي المدخلة في السجل، بدقة تصل إلى السنت.
money-nothing = لم تُنشر أي مبالغ بعد.
money-all = جميع السنوات
money-year = السنة
money-by-year = النفقات حسب السنة
money-by-country = النفقات حسب البلد
money-by-partnership = حسب الشراكة
money-by-agreement = حسب الاتفاقية
money-by-goal = حسب هدف التنمية المستدامة
money-by-sector = حسب القطاع
money-by-funder = التمويل المشترك المستلم
money-country = البلد
money-partnership = الشراكة
money-agreement = الاتفاقية
money-under = في إطار هذه الاتفاقية: { $value }
money-goal = هدف التنمية المستدامة
money-sector = القطاع
money-funder = الجهة الممولة
money-euros = المبلغ (باليورو)
money-none = غير موزّع
money-table = البيانات في جدول
money-ceilings = آليات «1%»
money-ceilings-lead = يجوز للسلطات المحلية الفرنسية أن تخصص للتعاون ما لا يتجاوز 1% من الموارد المرصودة لميزانيات بعض المرافق العامة (المادة L. 1115-1-1 من القانون الفرنسي العام للسلطات المحلية، CGCT). ويبيّن الجدول السقف والموارد الذاتية المستخدمة حسب السنة.
money-law = الآلية
money-given = المبلغ المستخدم
money-allowed = السقف
money-in-kind-apart = مساهمات عينية خارج السقف
money-over = تجاوز السقف
money-how = طريقة الحساب
money-how-text = تُحوَّل المبالغ بالعملات الأخرى إلى اليورو بسعر صرف اليوم، أو بمتوسط سعر الشهر أو السنة إذا لم يكن اليوم معروفًا، ثم تُقرَّب إلى أقرب سنت. وإذا نُفّذ المشروع في عدة بلدان، أو كان يخدم عدة أهداف، وُزّع مبلغه عليها بالتساوي؛ أما بين القطاعات فيوزَّع وفق النسب المئوية المدخلة. ويُنسب كل مبلغ إلى الاتفاقية المذكورة في المعاملة المالية، وإلا فإلى الاتفاقية الواردة في خطة التمويل للجهة الدافعة نفسها، وإلا فإلى اتفاقية المشروع.
money-rates = أسعار الصرف المستخدمة
money-currency = العملة
money-rate = سعر الصرف مقابل 1 يورو
money-rate-day = تاريخ السعر
money-ecb = البنك المركزي الأوروبي
money-legal = السعر القانوني الثابت
money-in-euros-legal = { $amount }، أي { $euros } بالسعر القانوني الثابت { $rate } مقابل 1 يورو
money-in-euros = { $amount }، أي { $euros } بسعر صرف { $rate } مقابل 1 يورو ({ $day }، { $source })
money-unknown = المبالغ غير المحوّلة (سعر الصرف غير متوفر)، وهي غير مشمولة في المجاميع
money-data = جميع المعاملات المالية (CSV)
flow-paid = المبالغ المصروفة
flow-in-kind = المساهمات العينية (بقيمتها المقدّرة)
flow-received = التمويل المشترك المستلم
flow-budget = المبالغ المدرجة في الميزانية
funding-title = خطة التمويل
funding-planned = المبلغ المقرر
funding-come = المبلغ المستلم حتى الآن
funding-not-granted = لم يتأكد بعد { $value } من المبلغ المقرر، ولا يُحتسب ضمن المبلغ المتبقي للتحصيل.
funding-beyond = استُلم { $value } زيادةً على خطة التمويل، ولا يُخصم من المبلغ المتبقي للتحصيل.
funding-remains = المبلغ المتبقي للتحصيل
transactions-count = { $count ->
    [0] لا توجد معاملات مالية
    [one] معاملة مالية واحدة
    [two] معاملتان ماليتان
    [few] { $count } معاملات مالية
    [many] { $count } معاملة مالية
   *[other] { $count } معاملة مالية
}
in-kind-title = المساهمات العينية (بقيمتها المقدّرة)
in-kind-days = يوم/أيام
results-page = النتائج
results-lead = الأهداف المحددة والنتائج المحققة والفئات المعنية.
results-nothing = لم تُنشر أي نتائج بعد.
results-none-yet = لا يتوفر أي قياس بعد.
results-aim = القيمة المستهدفة: { $value }.
results-reached = تحققت
results-missed = لم تتحقق
results-of-which = منها:
results-evidence = وثائق الإثبات:
results-before = خط الأساس
dataset-funding = خطط التمويل
dataset-contributions = المساهمات العينية
dataset-results = النتائج
dataset-subventions = المنح (SCDL)
dataset-iati = البيانات بصيغة IATI
open-data-catalogue = الفهرس
open-data-catalogue-lead = قائمة مجموعات البيانات مع ملفاتها وترخيصها وحجمها ومجموعها الاختباري (checksum)، لبوابات البيانات المفتوحة (DCAT-AP).
open-data-grants = المنح التي تصرفها السلطة المحلية لهيئات خاصة، وفق المخطط الوطني الفرنسي SCDL «Subventions»{"\u200E"}: صف واحد لكل اتفاقية ومستفيد وسنة قرار. وإذا تجاوزت المنح 23,000 يورو سنويًا، أوجب القانون إبرام اتفاقية ونشر بياناتها. وإذا لم يُعرف من التاريخ سوى الشهر، ذُكر أول يوم فيه.
open-data-keywords = التعاون الدولي; التعاون اللامركزي; العمل الخارجي للسلطات المحلية; التضامن الدولي
about-dataset-partnerships = شراكات السلطة المحلية: الأقاليم والحالة والمجالات وأهداف التنمية المستدامة.
about-dataset-projects = المشاريع المنفذة: العنوان والفترة والحالة والقطاعات والأماكن والشراكة والأهداف.
about-dataset-organisations = المنظمات المشاركة في الشراكات والمشاريع، مع نوعها وبلدها ومعرّفاتها.
about-dataset-participations = دور كل منظمة في كل شراكة وكل مشروع.
about-dataset-agreements = الاتفاقيات: الأطراف وتواريخ التوقيع والمدة وقرار المجلس والمبالغ.
about-dataset-budgets = الميزانيات المقررة لكل مشروع، حسب الفترة والعملة، مع قيمتها باليورو.
about-dataset-transactions = المعاملات المالية لكل مشروع: المبالغ الملتزم بها والمصروفة والمستلمة، مع قيمتها باليورو.
about-dataset-funding = خطة تمويل كل مشروع: الجهة الممولة والمبلغ وحالة التمويل.
about-dataset-contributions = المساهمات العينية: أيام العمل والإقامة والمعدات، مع قيمتها.
about-dataset-results = نتائج المشاريع: المؤشرات والقيم المستهدفة والقيم المحققة حسب الفترة.
about-dataset-events = الفعاليات والوفود: التواريخ والأماكن والمشاركون.
about-dataset-networks = الشبكات التي تنتمي إليها السلطة المحلية.
about-dataset-territories = الأقاليم الشريكة: البلد والإحداثيات وعدد السكان.
about-dataset-places = الأقاليم الشريكة وأماكن المشاريع والفعاليات، بإحداثيات WGS 84.
about-dataset-subventions = المنح المصروفة لهيئات خاصة، وفق المخطط الوطني الفرنسي SCDL «Subventions» 2.1.1: صف واحد لكل اتفاقية ومستفيد وسنة قرار.
about-dataset-versions = قائمة مؤرخة بعمليات نشر البطاقات وسحبها.
about-dataset-iati = الأنشطة والمنظمة بصيغة IATI 2.03.
about-dataset-interface = API: قراءة البطاقات المنشورة، وتحديث السجل باستخدام رمز وصول.
about-dataset-calendar = تقويم الفعاليات المنشورة، بصيغة iCalendar.
about-dataset-news = أحدث المنشورات، بصيغة Atom.
open-data-licence = الترخيص:
dataset-versions = عمليات النشر والسحب
open-data-versions = قائمة مؤرخة بعمليات النشر والسحب، لتحديث نسخة محفوظة من البيانات. ويُنتج الأمر «portulan export csv --as-of» الجداول كما كانت في تاريخ معيّن.
versions-published = { $count ->
    [zero] لم تُنشر أي بطاقة
    [one] نُشرت بطاقة واحدة
    [two] نُشرت بطاقتان
    [few] نُشرت { $count } بطاقات
    [many] نُشرت { $count } بطاقة
   *[other] نُشرت { $count } بطاقة
}
versions-withdrawn = { $count ->
    [zero] لم تُسحب أي بطاقة من الموقع
    [one] سُحبت بطاقة واحدة من الموقع
    [two] سُحبت بطاقتان من الموقع
    [few] سُحبت { $count } بطاقات من الموقع
    [many] سُحبت { $count } بطاقة من الموقع
   *[other] سُحبت { $count } بطاقة من الموقع
}
chart-time = الجدول الزمني للمشاريع
chart-time-colours = الأزرق: التعاون اللامركزي؛ الأخضر: شراكات أخرى؛ البني المصفر: مشاريع خارج إطار الشراكات.
paper-project = المشروع
