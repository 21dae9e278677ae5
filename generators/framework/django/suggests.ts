/** Commands of a Django project. */

export const MIGRATE = "python manage.py migrate --noinput";
export const CLEAR_SESSIONS = "python manage.py clearsessions";
