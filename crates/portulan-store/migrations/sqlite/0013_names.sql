-- Names are compared with one form of apostrophes, hyphens and spaces: they are written again when the register is opened.
UPDATE record SET words = '';
